// In: a verdict and an api-version. Out: Azure's `content_filter_results`, members in the order of their names as Azure sends them.
// Knows no answer around it.
import type { Detection, GroundednessFinding, HarmFinding, Severity, Verdict } from '../../contract/safety.ts';
import { type ApiVersion, isSince, type Since } from './api-version.ts';

export type SeverityWord = 'safe' | 'low' | 'medium' | 'high';

export interface HarmBody {
  readonly filtered: boolean;
  readonly severity: SeverityWord;
}

export interface DetectionBody {
  readonly filtered: boolean;
  readonly detected: boolean;
}

export interface CodeDetectionBody extends DetectionBody {
  readonly citation?: { readonly URL: string; readonly license?: string };
}

export interface BlocklistsBody {
  readonly filtered: boolean;
  readonly details: { readonly filtered: boolean; readonly id: string }[];
}

export interface PersonalDataBody extends DetectionBody {
  readonly redacted_text?: string;
  readonly sub_categories: {
    readonly sub_category: string;
    readonly detected: boolean;
    readonly filtered: boolean;
    readonly redacted: boolean;
  }[];
}

export interface UngroundedBody extends DetectionBody {
  /** Code points of the completion's text. */
  readonly details: { readonly completion_start_offset: number; readonly completion_end_offset: number }[];
}

export interface FilterErrorBody {
  readonly code: 'content_filter_error';
  readonly message: 'The contents are not filtered';
}

export interface FilterResults {
  readonly custom_blocklists?: BlocklistsBody;
  readonly error?: FilterErrorBody;
  readonly hate?: HarmBody;
  readonly indirect_attack?: DetectionBody;
  readonly jailbreak?: DetectionBody;
  readonly personally_identifiable_information?: PersonalDataBody;
  readonly profanity?: DetectionBody;
  readonly protected_material_code?: CodeDetectionBody;
  readonly protected_material_text?: DetectionBody;
  readonly self_harm?: HarmBody;
  readonly sexual?: HarmBody;
  readonly system_prompt_leak?: DetectionBody;
  readonly task_adherence?: DetectionBody;
  readonly tool_guard?: DetectionBody;
  readonly ungrounded_material?: UngroundedBody;
  readonly violence?: HarmBody;
}

type FilterKey = keyof FilterResults;

const severityWords = ['safe', 'low', 'medium', 'high'] as const satisfies readonly SeverityWord[];

const first: Since = { stable: '2024-02-01', preview: '2023-06-01' };

const since = {
  custom_blocklists: { stable: null, preview: '2023-10-01' },
  error: first,
  hate: first,
  indirect_attack: { stable: null, preview: '2024-04-01' },
  jailbreak: first,
  personally_identifiable_information: { stable: null, preview: '2025-01-01' },
  profanity: first,
  protected_material_code: first,
  protected_material_text: first,
  self_harm: first,
  sexual: first,
  // These are newer than the last dated version; `system_prompt_leak` and `tool_guard` are Kinglet's own.
  system_prompt_leak: { stable: null, preview: '2025-09-01' },
  task_adherence: { stable: null, preview: '2025-09-01' },
  tool_guard: { stable: null, preview: '2025-09-01' },
  ungrounded_material: { stable: null, preview: '2024-10-01' },
  violence: first,
} satisfies Record<FilterKey, Since>;

/** Eight levels to four. */
export function severityWord(severity: Severity): SeverityWord {
  return severityWords[severity >> 1] ?? 'high';
}

function harmBody(finding: HarmFinding | undefined): HarmBody | undefined {
  return finding && { filtered: finding.isFiltered, severity: severityWord(finding.severity) };
}

function detectionBody(detection: Detection | undefined): DetectionBody | undefined {
  return detection && { filtered: detection.isFiltered, detected: detection.isDetected };
}

/** Of a text that is protected Azure does not say whose it is. */
function codeDetectionBody(detection: Detection | undefined): CodeDetectionBody | undefined {
  const body = detectionBody(detection);
  if (body === undefined || detection?.citation === undefined) return body;
  const { url, license } = detection.citation;
  return { ...body, citation: { URL: url, ...(license === null ? {} : { license }) } };
}

function blocklistsBody(blocklists: Verdict['blocklists']): BlocklistsBody | undefined {
  if (blocklists === null) return undefined;
  const details = blocklists.matches.map(({ name, isBlocking }) => ({ filtered: isBlocking, id: name }));
  return { filtered: blocklists.isFiltered, details };
}

function personalDataBody(data: Verdict['personalData']): PersonalDataBody | undefined {
  if (data === null) return undefined;
  return {
    filtered: data.isFiltered,
    detected: data.findings.length > 0,
    ...(data.redactedText === null ? {} : { redacted_text: data.redactedText }),
    sub_categories: data.findings.map(({ kind, isFiltered, isRedacted }) => ({
      sub_category: kind,
      detected: true,
      filtered: isFiltered,
      redacted: isRedacted,
    })),
  };
}

function ungroundedBody(finding: GroundednessFinding | undefined): UngroundedBody | undefined {
  if (finding === undefined) return undefined;
  const details = finding.spans.map(({ start, end }) => ({
    completion_start_offset: start,
    completion_end_offset: end,
  }));
  return { filtered: finding.isFiltered, detected: finding.isDetected, details };
}

/** What failed is for the operator: Azure says nothing but that it did. */
const filterError: FilterErrorBody = { code: 'content_filter_error', message: 'The contents are not filtered' };

type ResultBody = NonNullable<FilterResults[FilterKey]>;

function membersOf(verdict: Verdict): readonly (readonly [FilterKey, ResultBody | undefined])[] {
  const { harms, detections } = verdict;
  return [
    ['custom_blocklists', blocklistsBody(verdict.blocklists)],
    ['error', verdict.failure === null ? undefined : filterError],
    ['hate', harmBody(harms.hate)],
    ['indirect_attack', detectionBody(detections.indirectAttack)],
    ['jailbreak', detectionBody(detections.jailbreak)],
    ['personally_identifiable_information', personalDataBody(verdict.personalData)],
    ['profanity', detectionBody(detections.profanity)],
    ['protected_material_code', codeDetectionBody(detections.protectedCode)],
    ['protected_material_text', detectionBody(detections.protectedText)],
    ['self_harm', harmBody(harms.selfHarm)],
    ['sexual', harmBody(harms.sexual)],
    ['system_prompt_leak', detectionBody(verdict.promptLeak)],
    ['task_adherence', detectionBody(verdict.taskAdherence)],
    ['tool_guard', detectionBody(verdict.toolGuard)],
    ['ungrounded_material', ungroundedBody(verdict.groundedness)],
    ['violence', harmBody(harms.violence)],
  ];
}

const isFiltered = (body: ResultBody): boolean => 'filtered' in body && body.filtered;

function resultsOf(verdict: Verdict, isTold: (key: FilterKey, body: ResultBody) => boolean): FilterResults {
  const told = membersOf(verdict).filter(([key, body]) => body !== undefined && isTold(key, body));
  // `membersOf` gives each key its own body.
  return Object.fromEntries(told) as FilterResults;
}

/** What is filtered is told under every version, what is only annotated from the one on that knows it. */
export function filterResults(verdict: Verdict, version: ApiVersion): FilterResults {
  return resultsOf(verdict, (key, body) => isFiltered(body) || isSince(version, since[key]));
}

/** Only what the text is kept back for; a failure may be it. */
export function offendingResults(verdict: Verdict): FilterResults {
  return resultsOf(verdict, (key, body) => isFiltered(body) || key === 'error');
}
