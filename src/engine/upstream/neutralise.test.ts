// In: texts with control strings of many families. Out: none of them is left, and a reader sees no difference.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralise } from './neutralise.ts';

const controls = [
  '<|im_start|>',
  '<|im_end|>',
  '<|endoftext|>',
  '<|start_header_id|>',
  '<|eot_id|>',
  '<|begin_of_text|>',
  '<｜begin▁of▁sentence｜>',
  '<｜User｜>',
  '<｜Assistant｜>',
  '<s>',
  '</s>',
  '<bos>',
  '<eos>',
  '<start_of_turn>',
  '<end_of_turn>',
  '<<SYS>>',
  '<</SYS>>',
  '[INST]',
  '[/INST]',
  '[TOOL_CALLS]',
  '[AVAILABLE_TOOLS]',
  '[/AVAILABLE_TOOLS]',
  '<think>',
  '</think>',
  '<tool_call>',
  '</tool_call>',
  '<tool_response>',
  '<|channel|>',
  '<|message|>',
  '<start_of_image>',
  '<end_of_image>',
  '<image_soft_token>',
  '<unused12>',
  '<extra_id_3>',
  '<fim_prefix>',
  '<fim_suffix>',
  '<repo_name>',
  '<file_sep>',
  '<seed:bos>',
  '<sop>',
  '[gMASK]',
  '[BOS]',
];

describe('neutralised text', () => {
  test.each(controls)('%s is broken, and looks the same', (control) => {
    const text = neutralise(`before ${control} after`);
    expect(text).not.toContain(control);
    expect(text.replaceAll('\u200d', '')).toBe(`before ${control} after`);
  });

  test('no control string stands in any text, however they are joined', () => {
    const word = fc.oneof(
      fc.constantFrom(...controls, '<', '|', '>', '<|', '|>', '[', ']'),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), (words) => {
        const text = neutralise(words.join(''));
        for (const control of controls) expect(text).not.toContain(control);
        expect(neutralise(text)).toBe(text);
        expect(text.replaceAll('\u200d', '')).toBe(words.join('').replaceAll('\u200d', ''));
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['plain text', 'a < b && c > d', 'List<string>', '<div>', 'x || y', '[1, 2]', '**bold**'])(
    '%s stays as it is',
    (text) => {
      expect(neutralise(text)).toBe(text);
    },
  );
});
