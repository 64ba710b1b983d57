/** Connections come, go and catch up while somebody looks at them. */
export const followed = { refetchInterval: 5_000 } as const;
