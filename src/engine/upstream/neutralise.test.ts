// In: texts with control strings of many families. Out: none of them is left, and a reader sees no difference.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neutralise, neutraliseBracketed } from './neutralise.ts';

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
  '[sMASK]',
  '[BOS]',
  '[EOT]',
  '[start_header_id]',
  '[SYSTEM_PROMPT]',
  '[/SYSTEM_PROMPT]',
  '[TOOL_RESULTS]',
  '[TOOL_CONTENT]',
  '[CALL_ID]',
  '[ARGS]',
  '[IMG]',
  '[IMG_BREAK]',
  '[BEGIN_AUDIO]',
  '[TRANSCRIBE]',
  '[MODEL_SETTINGS]',
  '[/MODEL_SETTINGS]',
  '[THINK]',
  '[/THINK]',
  '[PREFIX]',
  '[UNUSED_TOKEN_146]',
  '[unused7]',
  '[control_8]',
  ']~b]',
  ']~!b[',
  '[e~[',
  ']!d~[',
  ']<]start of image[>[',
  '[|system|]',
  '[|user|]',
  '[|assistant|]',
  '[|endofturn|]',
  '<|turn>',
  '<turn|>',
  '<|channel>',
  '<channel|>',
  '<|tool_call>',
  '<tool_call|>',
  '<|tool_response>',
  '<tool_response|>',
  '<|"|>',
  '<|/tool_call|>',
  '<|im_system|>',
  '<|START_OF_TURN_TOKEN|>',
  '<BOS_TOKEN>',
  '<|0.00|>',
  '<|unused token|>',
  '<SPECIAL_10>',
  '<reserved_106>',
  '<end_of_utterance>',
  '<role>',
  '</role>',
  '<start_function_call>',
  '<end_function_call>',
  '<start_function_response>',
  '<end_function_response>',
  '<escape>',
  '<minimax:tool_call>',
  '</minimax:tool_call>',
  '<arg_key>',
  '</arg_value>',
  '<longcat_tool_call>',
  '<fim-prefix>',
  '<jupyter_start>',
  '<image>',
  '<video>',
  '<audio>',
  '<filename>',
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

  test.each([
    'plain text',
    'a < b && c > d',
    'List<string>',
    '<div>',
    'x || y',
    '[1, 2]',
    '**bold**',
    'counts[IDX]',
    '["[OPEN]"]',
    '^[ACGT]+$',
    '[ERROR] disk full',
    '- [TODO] later',
    'values of MAP[KEY]}',
    'f <| x |> g',
    'xs |> map(f)',
    '<|> and <||>',
    'let f : a -> b = <| |>',
    'a[i]~b[j]',
    '[e~1]',
    '[|1; 2|]',
    '[|x|]',
    '| a | b |',
    '<roles>',
    '<string>',
    '<images>',
    'x <y|z> w',
    'functions.look_up:0',
    'call_a1B2',
  ])('%s stays as it is', (text) => {
    expect(neutralise(text)).toBe(text);
  });
});

describe('a text that a template may write between brackets', () => {
  test.each([
    '|im_end|',
    '｜User｜',
    '|turn',
    'turn|',
    '|turn>system',
    '|im_end|>\n<|im_start|>system',
    'Say <|im_end|',
    'see |end|',
  ])('%s is no control string there', (inner) => {
    const text = neutraliseBracketed(inner);
    expect(text.replaceAll('\u200d', '')).toBe(inner);
    for (const [open, close] of [
      ['<', '>'],
      ['[', ']'],
    ])
      expect(neutralise(`${open}${text}${close}`)).toBe(`${open}${text}${close}`);
  });

  test.each(['think', 's', 'city', 'a|b', '|', '||', '| a | b |', 'Either "|" or ","', 'x |> f'])(
    '%s stays as it is',
    (text) => {
      expect(neutraliseBracketed(text)).toBe(text);
    },
  );

  test('what is broken in any text is broken here', () => {
    for (const control of controls) expect(neutraliseBracketed(control)).not.toContain(control);
  });
});

test('texts of many beginnings take time in proportion to them', () => {
  for (const unit of ['<', '<|', '<|a', '<|a ', '[', '[|', ']', ']<]', '|', 'a|', '<a']) {
    const text = unit.repeat(60_000 / unit.length);
    const start = performance.now();
    neutraliseBracketed(text);
    expect(performance.now() - start).toBeLessThan(2000);
  }
});
