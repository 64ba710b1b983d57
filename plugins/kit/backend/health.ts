export interface HealthReport {
  readonly ok: boolean;
  /** One phrase for operators, without secrets. */
  readonly detail?: string;
}

/** An injectable of the plugin's module; shown at `/health` under `<plugin>.<name>`. Must answer within 2 s. */
export interface HealthCheck {
  readonly name: string;
  check(): Promise<HealthReport>;
}
