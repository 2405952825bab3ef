// In: what a filter shall find. Out: a filter that finds it, in either streaming mode, and remembers which policies were named. Knows no
// scorer and no wire format.
import type { CompletionPiece } from '../../src/contract/completion-ask.ts';
import { Fault } from '../../src/contract/fault.ts';
import type { Finish, Piece, Screened } from '../../src/contract/piece.ts';
import type { Verdict } from '../../src/contract/safety.ts';
import type { RequestScreen, ScreenPort } from '../../src/serve/screen-port.ts';

export interface ScriptedScreenOptions {
  /** Of the prompt; a filtered one blocks the request. Clean where absent. */
  readonly prompt?: () => Verdict | null;
  readonly streamMode?: 'buffered' | 'asynchronous';
  /** Of text that passes. */
  readonly completion?: Verdict;
  /** After so many deltas of a choice the next is found to be what is kept back; negative never. */
  readonly cutAfter?: number;
  readonly cutVerdict?: Verdict;
}

export interface ScriptedScreen extends ScreenPort {
  readonly policyIds: (string | null)[];
}

const nothing = { blocklists: null, personalData: null, failure: null, isFiltered: false } as const;
const safe = { severity: 0, isFiltered: false } as const;
const unseen = { isDetected: false, isFiltered: false } as const;

export const cleanPrompt: Verdict = {
  ...nothing,
  source: 'prompt',
  harms: { hate: safe, sexual: safe, violence: safe, selfHarm: safe },
  detections: { jailbreak: unseen },
};

export const attackedPrompt: Verdict = {
  ...cleanPrompt,
  detections: { jailbreak: { isDetected: true, isFiltered: true } },
  isFiltered: true,
};

export const cleanCompletion: Verdict = {
  ...nothing,
  source: 'completion',
  harms: { hate: safe, sexual: safe, violence: safe, selfHarm: safe },
  detections: { protectedText: unseen, protectedCode: unseen },
};

export const violentCompletion: Verdict = {
  ...cleanCompletion,
  harms: { ...cleanCompletion.harms, violence: { severity: 5, isFiltered: true } },
  isFiltered: true,
};

/** What Azure sends of the clean ones, in its order. */
export const cleanPromptResults = {
  hate: { filtered: false, severity: 'safe' },
  jailbreak: { filtered: false, detected: false },
  self_harm: { filtered: false, severity: 'safe' },
  sexual: { filtered: false, severity: 'safe' },
  violence: { filtered: false, severity: 'safe' },
};
export const cleanCompletionResults = {
  hate: { filtered: false, severity: 'safe' },
  protected_material_code: { filtered: false, detected: false },
  protected_material_text: { filtered: false, detected: false },
  self_harm: { filtered: false, severity: 'safe' },
  sexual: { filtered: false, severity: 'safe' },
  violence: { filtered: false, severity: 'safe' },
};

interface ChoiceState {
  deltas: number;
  offset: number;
  isCut: boolean;
}

export function scriptedScreen(options: ScriptedScreenOptions = {}): ScriptedScreen {
  const { streamMode = 'buffered', cutAfter = -1 } = options;
  const policyIds: (string | null)[] = [];
  return {
    policyIds,
    open: ({ policyId }): RequestScreen => {
      policyIds.push(policyId);
      return {
        scoreDocuments: async (texts) => texts.map(() => 0),
        report: () => undefined,
        streamMode,
        mayChangePrompt: false,
        prompt: async (asks, param) => {
          const texts = asks.map(({ text }) => text);
          const verdict = options.prompt === undefined ? cleanPrompt : options.prompt();
          if (verdict?.isFiltered === true)
            throw new Fault('content_filter', 'The prompt was filtered.', { param, verdict });
          return { promptVerdict: verdict, texts };
        },
        completion: <Item extends Piece | CompletionPiece>(pieces: AsyncIterable<Item>) => screened(pieces),
      };
    },
  };

  async function* screened<Item extends Piece | CompletionPiece>(
    pieces: AsyncIterable<Item>,
  ): AsyncGenerator<Item | Screened> {
    const states = new Map<number, ChoiceState>();
    for await (const piece of pieces) {
      const choice = 'choice' in piece && typeof piece.choice === 'number' ? piece.choice : null;
      if (choice === null) {
        yield piece;
        continue;
      }
      const state = states.get(choice) ?? { deltas: 0, offset: 0, isCut: false };
      states.set(choice, state);
      if (state.isCut) continue;
      const isDelta = piece.kind === 'text-delta' || piece.kind === 'tool-call-delta';
      const text = isDelta && 'text' in piece && typeof piece.text === 'string' ? piece.text : '';
      const isCut = isDelta && state.deltas === cutAfter;
      const verdict = isCut ? (options.cutVerdict ?? violentCompletion) : (options.completion ?? cleanCompletion);
      const screened = screenedPiece(choice, verdict, state.offset, [...text].length);
      state.deltas += isDelta ? 1 : 0;
      state.offset = screened.endOffset;
      state.isCut = isCut;
      if (streamMode === 'asynchronous') yield piece;
      if (isDelta) yield screened;
      if (isCut) yield cutFinish(choice) as Item;
      else if (streamMode === 'buffered') yield piece;
    }
  }
}

function screenedPiece(choice: number, verdict: Verdict, start: number, length: number): Screened {
  const endOffset = start + length;
  const checkOffset = verdict.isFiltered ? start : endOffset;
  return { kind: 'screened', choice, verdict, startOffset: start, endOffset, checkOffset };
}

function cutFinish(choice: number): Finish {
  return { kind: 'finish', choice, reason: 'content_filter', stopText: null };
}
