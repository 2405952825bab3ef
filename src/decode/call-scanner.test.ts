// In: answers as models write them, whole and in every split. Out: the calls in them, once each, with arguments that parse; all other
// text unchanged.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../contract/json.ts';
import type { CallOffer } from './call-offer.ts';
import { CallScanner, type ScanEvent, type ScanOptions } from './call-scanner.ts';

function offer(name: string, required: readonly string[], optional: readonly string[] = []): CallOffer {
  const known = [...required, ...optional];
  return {
    name,
    parameterNames: known,
    adopt: (value: Json): JsonObject | null => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
      const given = value as JsonObject;
      const isFit = required.every((key) => key in given) && Object.keys(given).every((key) => known.includes(key));
      return isFit ? given : null;
    },
  };
}

const offers = [offer('get_weather', ['city'], ['unit', 'days']), offer('send-mail', ['to', 'body']), offer('now', [])];

interface Scanned {
  readonly text: string;
  readonly calls: readonly { readonly name: string; readonly arguments: unknown }[];
}

function fold(events: readonly ScanEvent[]): Scanned {
  let text = '';
  const calls: { name: string; json: string }[] = [];
  let isOpen = false;
  for (const event of events) {
    if (event.kind === 'text') {
      expect(isOpen).toBe(false);
      text += event.text;
    } else if (event.kind === 'call-start') {
      calls.push({ name: event.name, json: '' });
      isOpen = true;
    } else if (event.kind === 'call-arguments') {
      const last = calls.at(-1);
      if (last !== undefined) last.json += event.text;
    } else isOpen = false;
  }
  expect(isOpen).toBe(false);
  return { text, calls: calls.map(({ name, json }) => ({ name, arguments: JSON.parse(json) })) };
}

function scan(pieces: readonly string[], options: Partial<ScanOptions> & { readonly wasCut?: boolean } = {}): Scanned {
  const scanner = new CallScanner({ offers, isGuarded: false, isParallel: true, ...options });
  return fold([...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end(options.wasCut ?? false)]);
}

const paris = { name: 'get_weather', arguments: { city: 'Paris' } };
const rome = { name: 'get_weather', arguments: { city: 'Rome', days: 2 } };
const json = (call: object): string => JSON.stringify(call);

/** What a model wrote, the calls in it, and the text beside them. */
const forms: readonly (readonly [string, string, readonly object[], string])[] = [
  ['a bare object', json(paris), [paris], ''],
  ['pretty printed', JSON.stringify(rome, null, 2), [rome], ''],
  ['the template’s tag', `<tool_call>\n${json(paris)}\n</tool_call>`, [paris], ''],
  [
    'two tags',
    `<tool_call>\n${json(paris)}\n</tool_call>\n<tool_call>\n${json(rome)}\n</tool_call>`,
    [paris, rome],
    '',
  ],
  ['a fence', `\`\`\`json\n${json(paris)}\n\`\`\``, [paris], ''],
  ['a fence without a language', `\`\`\`\n${json(paris)}\n\`\`\`\n`, [paris], ''],
  ['two fences', `\`\`\`json\n${json(paris)}\n\`\`\`\n\n\`\`\`json\n${json(rome)}\n\`\`\``, [paris, rome], ''],
  [
    'a fence behind a fence',
    `\`\`\`json\n${json(paris)}\n\`\`\`python\nx = get_weather(city="Rome", days=2)\n\`\`\``,
    [paris, rome],
    '',
  ],
  ['a fence around a tag', `\`\`\`xml\n<tool_call>\n${json(paris)}\n</tool_call>\n\`\`\``, [paris], ''],
  ['two objects in one fence', `\`\`\`json\n${json(paris)}\n${json(rome)}\n\`\`\``, [paris, rome], ''],
  ['an array', json([paris, rome]), [paris, rome], ''],
  ['an array in a fence', `\`\`\`json\n${JSON.stringify([paris, rome], null, 2)}\n\`\`\``, [paris, rome], ''],
  ['a list of calls in an object', json({ tool_calls: [paris, rome] }), [paris, rome], ''],
  ['doubled braces', `{${json(paris)}}`, [paris], ''],
  ['doubled braces, twice', `{${json(paris)}}\n{${json(rome)}}`, [paris, rome], ''],
  ['Mistral’s prefix', `[TOOL_CALLS]${json([paris])}`, [paris], ''],
  ['text before', `I will look.\n\n${json(paris)}`, [paris], 'I will look.'],
  ['text before a fence', `Let me see:\n\`\`\`json\n${json(paris)}\n\`\`\``, [paris], 'Let me see:'],
  ['text after', `${json(paris)}\n\nThat is all.`, [paris], 'That is all.'],
  ['text before in the same line', `Calling ${json(paris)} now`, [paris], 'Callingnow'],
  ['parameters', json({ name: 'get_weather', parameters: { city: 'Paris' } }), [paris], ''],
  ['a function object', json({ type: 'function', function: paris }), [paris], ''],
  ['a function key', json({ function: 'get_weather', args: { city: 'Paris' } }), [paris], ''],
  ['an action', json({ action: 'get_weather', action_input: { city: 'Paris' } }), [paris], ''],
  ['arguments first', json({ arguments: { city: 'Paris' }, name: 'get_weather' }), [paris], ''],
  ['arguments as text', json({ name: 'get_weather', arguments: '{"city":"Paris"}' }), [paris], ''],
  ['arguments beside the name', json({ name: 'get_weather', city: 'Paris' }), [paris], ''],
  ['the name as key', json({ get_weather: { city: 'Paris' } }), [paris], ''],
  ['no arguments at all', json({ name: 'now' }), [{ name: 'now', arguments: {} }], ''],
  ['Python', 'get_weather(city="Paris")', [paris], ''],
  ['Python in a list', "[get_weather(city='Paris'), get_weather(city='Rome', days=2)]", [paris, rome], ''],
  ['Python with positions', 'get_weather("Paris")', [paris], ''],
  ['Python assigned, in a fence', '```python\nresult = get_weather(city="Paris")\n```', [paris], ''],
  ['a function tag', '<function=get_weather>{"city": "Paris"}</function>', [paris], ''],
  [
    'parameter tags',
    '<tool_call>\n<function=get_weather>\n<parameter=city>\nParis\n</parameter>\n</function>\n</tool_call>',
    [paris],
    '',
  ],
  ['single quotes', "{'name': 'get_weather', 'arguments': {'city': 'Paris'}}", [paris], ''],
  ['a trailing comma', '{"name": "get_weather", "arguments": {"city": "Paris",},}', [paris], ''],
  ['a missing brace', '```json\n{"name": "get_weather", "arguments": {"city": "Paris"}\n```', [paris], ''],
  ['a missing end', '{"name": "get_weather", "arguments": {"city": "Paris"', [paris], ''],
  [
    'Python’s words',
    '{"name": "get_weather", "arguments": {"city": "Paris", "days": None}}',
    [{ name: 'get_weather', arguments: { city: 'Paris', days: null } }],
    '',
  ],
  [
    'a name with a dash',
    json({ name: 'send-mail', arguments: { to: 'a', body: '{"x": [1, 2]}' } }),
    [{ name: 'send-mail', arguments: { to: 'a', body: '{"x": [1, 2]}' } }],
    '',
  ],
];

/** None of these is a call. */
const texts: readonly string[] = [
  'Plain words, nothing else.',
  'Space at the end \n\n',
  '  and at the start',
  json({ name: 'unknown_tool', arguments: { city: 'Paris' } }),
  json({ name: 'get_weather', arguments: { town: 'Paris' } }),
  json({ name: 'Alice', age: 3 }),
  json({ city: 'Paris' }),
  '[1, 2, {"a": 3}]',
  '[{"name": "Alice"}, {"name": "Bob"}]',
  'See [the docs](https://example.com) and `code` and ```inline```.',
  '```js\nfunction get() { return { a: 1 }; }\n```\nDone.',
  '```python\nprint("hello")\n```',
  '```json\n{"answer": 42}\n```',
  'if (a < b) { c(); } else { d(); }',
  '<b>bold</b> <table> <tool> of the trade',
  'The function get_weather(city) takes a city.',
  '{',
  '{}',
  '``',
  '<tool_ca',
  '{"name": "get_weather", "arguments": "no"}',
];

function splitsOf(text: string): fc.Arbitrary<readonly string[]> {
  return fc.array(fc.nat(text.length), { maxLength: 12 }).map((cuts) => {
    const places = [0, ...[...cuts].sort((one, other) => one - other), text.length];
    return places.slice(1).map((end, index) => text.slice(places[index], end));
  });
}

describe('calls in text', () => {
  test.each(forms)('%s', (_name, written, calls, text) => {
    expect(scan([written])).toEqual({ text, calls });
    expect(scan([...written])).toEqual({ text, calls });
  });

  test.each(texts)('none in %j', (written) => {
    expect(scan([written])).toEqual({ text: written, calls: [] });
    expect(scan([...written])).toEqual({ text: written, calls: [] });
  });

  test('any split of any mixture gives the same', () => {
    const stretch = fc.constantFrom(...forms.map(([, written]) => written), ...texts, '\n', ' ', 'x', '`', '{"', '<');
    const mixture = fc.array(stretch, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('\n'));
    fc.assert(
      fc.property(
        mixture.chain((text) => fc.tuple(fc.constant(text), splitsOf(text))),
        fc.boolean(),
        fc.boolean(),
        ([text, pieces], isGuarded, isParallel) => {
          expect(scan(pieces, { isGuarded, isParallel })).toEqual(scan([text], { isGuarded, isParallel }));
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('text that cannot become a call goes out at once', () => {
    const scanner = new CallScanner({ offers, isGuarded: true, isParallel: true });
    const told = [...'Hello there. 1 < 2, and {x: 1} is code.'].map((letter) =>
      scanner
        .push(letter)
        .map((event) => (event.kind === 'text' ? event.text : ''))
        .join(''),
    );
    let behind = 0;
    let held = 0;
    for (const [index, text] of told.entries()) {
      behind = index + 1 - told.slice(0, index + 1).join('').length;
      held = Math.max(held, behind);
      expect(text.length).toBeLessThanOrEqual(8);
    }
    expect(held).toBeLessThanOrEqual(4);
  });

  test('only the first call where one is allowed, and nothing behind it', () => {
    expect(scan([`Hm.\n${json(paris)}\n${json(rome)}\nDone`], { isParallel: false })).toEqual({
      text: 'Hm.',
      calls: [paris],
    });
  });

  test('a guarded call is shown as it comes, id and name first', () => {
    const scanner = new CallScanner({ offers, isGuarded: true, isParallel: true });
    expect(scanner.push('<tool_call>\n{"name": "get_weather", "arguments": {"ci')).toEqual([
      { kind: 'call-start', name: 'get_weather' },
      { kind: 'call-arguments', text: '{' },
    ]);
    expect(scanner.push('ty": "Par')).toEqual([{ kind: 'call-arguments', text: '"city": "Par' }]);
    expect(scanner.push('is"}')).toEqual([{ kind: 'call-arguments', text: 'is"}' }, { kind: 'call-end' }]);
    expect(scanner.push('}\n</tool_call>')).toEqual([]);
    expect(scanner.end(false)).toEqual([]);
  });

  test('a guarded call that is cut anywhere still has arguments that parse', () => {
    const call = { name: 'get_weather', arguments: { city: 'a"\\\u{1f600}\n', days: [1.5e3, true, { unit: null }] } };
    for (const written of [
      JSON.stringify(call),
      JSON.stringify(call, null, 1),
      json(call).replace('\u{1f600}', '\\ud83d\\ude00'),
    ]) {
      const argumentsAt = written.indexOf('{', 1);
      for (let end = argumentsAt + 1; end <= written.length; end += 1) {
        const { calls, text } = scan([written.slice(0, end)], { isGuarded: true, wasCut: true });
        expect(calls.map(({ name }) => name)).toEqual(['get_weather']);
        expect(text).toBe('');
      }
    }
  });

  test('an unguarded call that is cut stays text', () => {
    const cut = '{"name": "get_weather", "arguments": {"city": "Par';
    expect(scan([cut], { wasCut: true })).toEqual({ text: cut, calls: [] });
  });

  test.each([true, false])('what was cut behind a whole call is no text (guarded: %s)', (isGuarded) => {
    const first = `<tool_call>\n${json(paris)}\n</tool_call>\n`;
    const second = `<tool_call>\n${json(rome)}\n</tool_call>`;
    for (let end = 0; end <= second.length; end += 1) {
      const { calls, text } = scan([first, second.slice(0, end)], { isGuarded, wasCut: true });
      expect(text, second.slice(0, end)).toBe('');
      expect(calls[0]).toEqual(paris);
    }
    expect(scan([first, 'Then {x'], { isGuarded, wasCut: true }).text).toBe('Then {x');
  });

  test('a guarded call that is cut inside its head is no text', () => {
    const written = `<tool_call>\n${json(rome)}`;
    for (let end = '<tool_call>'.length; end < written.length; end += 1) {
      expect(scan(['Hm. ', written.slice(0, end)], { isGuarded: true, wasCut: true }).text.trim()).toBe('Hm.');
    }
  });

  test('places in the text are those of the source', () => {
    const written = `ab ${json(paris)} cd`;
    const scanner = new CallScanner({ offers, isGuarded: false, isParallel: true });
    const told = [...scanner.push(written), ...scanner.end(false)].filter((event) => event.kind === 'text');
    expect(told).toEqual([
      { kind: 'text', text: 'ab', end: 2 },
      { kind: 'text', text: 'cd', end: written.length },
    ]);
  });
});
