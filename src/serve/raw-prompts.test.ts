// In: any prompts of a client. Out: no control token but the model's own, each in its own place, and the client's text between them unchanged.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CompletionAsk, RawPrompt } from '../contract/completion-ask.ts';
import { Fault } from '../contract/fault.ts';
import type { VocabularyMarks } from '../contract/vocabulary.ts';
import { byteTokenizer, byteVocabularySize, controlToken } from '../engine/scripted/byte-tokenizer.ts';
import { parseCompletionAsk } from '../wire/openai/parse-completion-ask.ts';
import { type ReadyPrompt, readRawPrompts } from './raw-prompts.ts';

const facts = {
  contextTokens: 100,
  slotCount: 1,
  vocabularySize: byteVocabularySize,
  fingerprint: 'f',
  dialect: 'plain',
} as const;
const bos = controlToken('<bos>');
const [prefix, suffix, middle] = [controlToken('<prefix>'), controlToken('<suffix>'), controlToken('<middle>')];

function read(
  prompts: readonly RawPrompt[],
  rest: Partial<CompletionAsk> = {},
  marks: Partial<VocabularyMarks> = {},
): Promise<readonly ReadyPrompt[]> {
  const ask = { ...parseCompletionAsk({ model: 'm' }), prompts, ...rest };
  return readRawPrompts(ask, { tokenizer: byteTokenizer(marks), facts, signal: new AbortController().signal });
}

const isControl = (token: number): boolean => token >= 256;
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('<bos>', '<prefix>', '<suffix>x<middle>', '<end>', ''),
);
const anyTokens = fc.array(fc.nat(byteVocabularySize + 3), { minLength: 1, maxLength: 8 });

test('any text: the same bytes, behind the model’s own first token', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 4 }), fc.boolean(), async (texts, isBosAdded) => {
      const ready = await read(
        texts.map((text) => ({ kind: 'text', text })),
        {},
        { isBosAdded },
      );
      for (const [index, { tokens, ownStart }] of ready.entries()) {
        const hasStart = isBosAdded || texts[index] === '';
        expect(ownStart).toBe(hasStart ? 1 : 0);
        expect(tokens).toEqual([...(hasStart ? [bos] : []), ...Buffer.from(texts[index] ?? '')]);
      }
    }),
  );
});

test('any text before and behind a gap: three tokens of the model’s own, in order', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, anyText, fc.boolean(), async (before, behind, isBosAdded) => {
      const [ready] = await read([{ kind: 'text', text: before }], { suffix: behind }, { isBosAdded });
      const own = isBosAdded ? [bos] : [];
      expect(ready?.tokens).toEqual([...own, prefix, ...Buffer.from(before), suffix, ...Buffer.from(behind), middle]);
    }),
  );
});

test('any tokens: as they are, or refused by name', async () => {
  await fc.assert(
    fc.asyncProperty(anyTokens, fc.boolean(), async (tokens, isList) => {
      const wrong = tokens.findIndex((token, index) => isControl(token) && !(index === 0 && token === bos));
      const reading = read([{ kind: 'tokens', tokens }], { isPromptList: isList });
      if (wrong === -1) {
        expect((await reading)[0]).toEqual({ param: isList ? 'prompt[0]' : 'prompt', tokens, ownStart: 0 });
        return;
      }
      const fault: unknown = await reading.catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(Fault);
      expect(fault).toMatchObject({
        code: 'invalid_value',
        param: isList ? `prompt[0][${wrong}]` : `prompt[${wrong}]`,
      });
    }),
  );
});

test('a client’s first token is not doubled before a gap', async () => {
  const [ready] = await read([{ kind: 'tokens', tokens: [bos, 97] }], { suffix: '' }, { isBosAdded: true });
  expect(ready?.tokens).toEqual([bos, prefix, 97, suffix, middle]);
});
