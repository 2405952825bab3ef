// In: events. Out: a row in the audit trail for each text that the filter found something in, with its digest or its text without personal
// data, as the operator chose. Knows no SQL.
import { createHash } from 'node:crypto';
import type { NewIdentifier } from '../base/identifiers.ts';
import type { Config } from '../config/config.ts';
import type { Observer } from '../contract/observer.ts';
import type { SafetyAudit } from '../contract/safety-audit.ts';
import { blackOut } from '../safety/black-out.ts';
import type { PersonalDataSpan } from '../safety/findings.ts';
import { spanLimit } from '../safety/personal-data/personal-data-span.ts';

export interface AuditSinkParts {
  readonly audit: Pick<SafetyAudit, 'record'>;
  readonly textKept: Config['safety']['auditText'];
  /** Of some thousand characters, at once. */
  findPersonalData(text: string): readonly PersonalDataSpan[];
  readonly newId: NewIdentifier;
  nowMs(): number;
}

/** UTF-16 units. */
const keptLength = 2000;

export function createAuditSink({ audit, textKept, findPersonalData, newId, nowMs }: AuditSinkParts): Observer {
  return {
    emit: (event) => {
      if (event.kind !== 'content-found' || textKept === 'none') return;
      const { kind: _kind, text, ...rest } = event;
      audit.record({
        ...rest,
        id: newId('flag_'),
        atMs: nowMs(),
        textSha256: createHash('sha256').update(text, 'utf8').digest('hex'),
        text: textKept === 'redacted' ? redactedBeginning(text, findPersonalData) : null,
      });
    },
  };
}

/** What is cut in two at the end was still seen whole. */
function redactedBeginning(text: string, find: (text: string) => readonly PersonalDataSpan[]): string {
  const beginning = text.slice(0, keptLength + spanLimit);
  const shown = blackOut(beginning, find(beginning)).slice(0, keptLength);
  return shown.replace(/[\uD800-\uDBFF]$/, '').toWellFormed();
}
