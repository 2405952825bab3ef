// In: the body of a raiPolicy. Out: its members, named as Azure names them, with types checked. What only Azure writes (ids, tags, …) is
// taken and passed over, so that what was read can be sent back.
import * as z from 'zod';
import { flag, listOf, text } from '../openai/field-schemas.ts';
import { caseless } from './caseless.ts';

const passedOver = z.unknown().optional();
const level = caseless('Low', 'Medium', 'High').nullish();
const source = caseless('Prompt', 'Completion').nullish();

const filter = z.strictObject({
  name: text({ minimum: 1, maximum: 200 }),
  enabled: flag().nullish(),
  blocking: flag().nullish(),
  severityThreshold: level,
  /** In versions before 2024. */
  allowedContentLevel: level,
  source: text({ maximum: 200 }).nullish(),
  action: caseless('NONE', 'BLOCKING', 'ANNOTATING', 'REDACTING', 'HITL', 'RETRY').nullish(),
  policyName: passedOver,
});
const blocklistName = text({ minimum: 1, maximum: 64 });
const list = z.strictObject({ blocklistName, blocking: flag().nullish(), source });
const sourceList = z.strictObject({ blocklistName, blocking: flag().nullish() });
const lists = 'an array of blocklists';

export const policySchema = z.strictObject({
  properties: z.strictObject(
    {
      basePolicyName: text({ minimum: 1, maximum: 128 }).nullish(),
      mode: caseless('Default', 'Deferred', 'Blocking', 'Asynchronous_filter').nullish(),
      contentFilters: listOf(filter, { expected: 'an array of content filters', maximum: 200 }).nullish(),
      customBlocklists: listOf(list, { expected: lists, maximum: 100 }).nullish(),
      /** In versions before 2024-10. */
      promptBlocklists: listOf(sourceList, { expected: lists, maximum: 100 }).nullish(),
      completionBlocklists: listOf(sourceList, { expected: lists, maximum: 100 }).nullish(),
      onClassifierFailure: caseless('Open', 'Closed').nullish(),
      safetyProviders: listOf(z.unknown(), { expected: 'an empty array', maximum: 0 }).nullish(),
      type: passedOver,
      policyType: passedOver,
    },
    { error: 'an object' },
  ),
  id: passedOver,
  name: passedOver,
  type: passedOver,
  tags: passedOver,
  etag: passedOver,
  systemData: passedOver,
});

export type PolicyProperties = z.output<typeof policySchema>['properties'];
