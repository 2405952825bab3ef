// In: faults. Out: proof of how a stream tells of them, and of the names that they get.
import { expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import { eventText } from './event-text.ts';
import { faultEvent, inResponseWords } from './fault-event.ts';

test('a fault in mid-stream is one named event with all members', () => {
  const event = faultEvent(new Fault('engine_died', 'The engine stopped.'), 5);
  expect(event).toEqual({
    type: 'error',
    sequence_number: 5,
    code: 'server_error',
    message: 'The engine stopped.',
    param: null,
  });
  expect(eventText(event)).toBe(`event: error\ndata: ${JSON.stringify(event)}\n\n`);
  expect(faultEvent(new Fault('rate_limit_exceeded', 'Later.'), 0).code).toBe('rate_limit_exceeded');
  expect(JSON.stringify(faultEvent(new Fault('internal', 'secret', { cause: new Error('secret') }), 0))).not.toContain(
    'secret',
  );
});

test('a fault of the conversation is one of the input, and else the same', () => {
  const cause = new Error('why');
  const details = { param: 'messages[0].content', cause, retryAfterMs: 5, wireCode: null };
  expect(inResponseWords(new Fault('invalid_value', 'No.', details))).toMatchObject({
    code: 'invalid_value',
    message: 'No.',
    param: 'input',
    cause,
    retryAfterMs: 5,
    wireCode: null,
  });
  const long = inResponseWords(new Fault('context_length_exceeded', 'Long.', { param: 'messages' }));
  expect(long).toMatchObject({ param: 'input', retryAfterMs: null });
  expect(long.wireCode).toBeUndefined();
  for (const param of ['max_output_tokens', 'messages_of_mine']) {
    const other = new Fault('invalid_value', 'No.', { param });
    expect(inResponseWords(other)).toBe(other);
  }
  const nameless = new Fault('draining', 'Bye.');
  expect(inResponseWords(nameless)).toBe(nameless);
});
