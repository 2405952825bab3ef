// In: the form of a route and its `api-version`. Out: the version, or null where Azure has none of that name; and what a version knows.
// Knows no route.

export interface ApiVersion {
  /** As the client named it; `v1` where it named none. */
  readonly name: string;
  readonly stage: 'stable' | 'preview' | 'v1';
  /** Year, month and day; empty for `v1`. */
  readonly date: string;
}

/** From when on something is there: first stable version (null: none), first preview. It is always in `v1`. */
export interface Since {
  readonly stable: string | null;
  readonly preview: string;
}

const stableDates = ['2022-12-01', '2023-05-15', '2024-02-01', '2024-06-01', '2024-10-21'];
const previewDates = [
  '2022-03-01',
  '2022-06-01',
  '2023-03-15',
  '2023-06-01',
  '2023-07-01',
  '2023-08-01',
  '2023-09-01',
  '2023-10-01',
  '2023-12-01',
  '2024-02-15',
  '2024-03-01',
  '2024-04-01',
  '2024-05-01',
  '2024-07-01',
  '2024-08-01',
  '2024-09-01',
  '2024-10-01',
  '2024-12-01',
  '2025-01-01',
  '2025-02-01',
  '2025-03-01',
  '2025-04-01',
];
const undatedNames = ['v1', 'preview', 'latest'];

/** With everything that any version has. */
export const newestVersion: ApiVersion = { name: 'v1', stage: 'v1', date: '' };

/** `v1` routes need no version; dated ones need one. */
export function readApiVersion(form: 'dated' | 'v1', given: string | null): ApiVersion | null {
  if (form === 'v1') {
    if (given === null) return newestVersion;
    return undatedNames.includes(given) ? { ...newestVersion, name: given } : null;
  }
  if (given === null) return null;
  if (stableDates.includes(given)) return { name: given, stage: 'stable', date: given };
  const date = given.replace(/-preview$/, '');
  return date !== given && previewDates.includes(date) ? { name: given, stage: 'preview', date } : null;
}

export function isSince(version: ApiVersion, since: Since): boolean {
  if (version.stage === 'v1') return true;
  if (version.stage === 'preview') return version.date >= since.preview;
  return since.stable !== null && version.date >= since.stable;
}

const operations: Readonly<Record<string, Since>> = {
  'chat/completions': { stable: '2023-05-15', preview: '2023-03-15' },
  responses: { stable: null, preview: '2025-03-01' },
};

/** Operations that are not named here are in every version. */
export function knowsOperation(version: ApiVersion, operation: string): boolean {
  const since = operations[operation];
  return since === undefined || isSince(version, since);
}

/** Whether answers tell what the filter found at all. */
export function hasAnnotations(version: ApiVersion): boolean {
  return isSince(version, { stable: '2024-02-01', preview: '2023-06-01' });
}
