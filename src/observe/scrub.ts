// In: free text of an error or an engine. Out: the same with everything that looks like a key masked. The last line of defence:
// events shall hold no secret in the first place.

const secretShapes: readonly RegExp[] = [
  /\b(sk|pk|hf|ghp|gho|xox[abp])[-_][\w-]{8,}/g,
  /\b(?<=bearer\s+)[^\s"',;]+/gi,
  /(?<=\b(?:api[-_]?key|authorization|password|secret|token)["']?\s*[:=]\s*["']?)(?!bearer\b)[^\s"',;&]+/gi,
  /(?<=:\/\/)[^\s/@:]*:[^\s/@]*(?=@)/g,
];

export function scrub(text: string): string {
  return secretShapes.reduce((scrubbed, shape) => scrubbed.replace(shape, '***'), text);
}
