/** Read before anything is built, so it knows of several hosts only that they stand between commas. */
export function withFirstHost(url: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?[^,/?]+)(?:,[^,/?]+)+/, '$1');
}
