// In: the cases of each route. Out: all of them, in the order they run.
import { accessCases } from './access-cases.ts';
import { chatCases } from './chat-cases.ts';
import { completionCases } from './completion-cases.ts';
import type { ConformanceCase } from './conformance-case.ts';
import { embeddingCases } from './embedding-cases.ts';
import { formatCases } from './format-cases.ts';
import { messagesCases } from './messages-cases.ts';
import { refusalCases } from './refusal-cases.ts';
import { responsesCases } from './responses-cases.ts';
import { samplingCases } from './sampling-cases.ts';
import { toolCases } from './tool-cases.ts';

export const allCases: readonly ConformanceCase[] = [
  ...accessCases,
  ...chatCases,
  ...samplingCases,
  ...refusalCases,
  ...formatCases,
  ...toolCases,
  ...completionCases,
  ...embeddingCases,
  ...responsesCases,
  ...messagesCases,
];
