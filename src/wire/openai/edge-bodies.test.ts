// In: faults, deployments and values. Out: proof of the error objects, the model list and the framing of events.
import { describe, expect, test } from 'vitest';
import { Fault } from '../../contract/fault.ts';
import { errorBody } from './error-body.ts';
import { modelBody, modelsBody } from './models-body.ts';
import { sseComment, sseData, sseDone } from './server-sent-events.ts';

describe('an error', () => {
  test('has four members, always', () => {
    expect(errorBody(new Fault('model_not_found', 'No such model.'))).toEqual({
      error: { message: 'No such model.', type: 'invalid_request_error', param: null, code: 'model_not_found' },
    });
    expect(errorBody(new Fault('value_too_large', 'No.', { param: 'n', wireCode: 'integer_above_max_value' }))).toEqual(
      {
        error: { message: 'No.', type: 'invalid_request_error', param: 'n', code: 'integer_above_max_value' },
      },
    );
  });

  test('has null where OpenAI has null, and types of its own for limits and failures', () => {
    expect(errorBody(new Fault('invalid_json', 'No JSON.')).error).toMatchObject({ code: null, param: null });
    expect(errorBody(new Fault('rate_limit_exceeded', 'Later.')).error).toMatchObject({
      type: 'requests',
      code: 'rate_limit_exceeded',
    });
    expect(errorBody(new Fault('engine_unavailable', 'Busy.')).error).toMatchObject({
      type: 'server_error',
      code: null,
      message: 'Busy.',
    });
  });

  test('of ours shows nothing of what happened', () => {
    const cause = new Error('password=hunter2');
    for (const code of ['internal', 'store_failed', 'config_invalid'] as const) {
      const sent = JSON.stringify(errorBody(new Fault(code, 'secret path /etc', { cause })));
      expect(sent).not.toMatch(/secret|hunter2/);
      expect(sent).toContain('The server had an error');
    }
  });
});

describe('the models', () => {
  test('are every name, once', () => {
    const deployments = [
      { name: 'mini', snapshot: 'mini-2024', aliases: ['gpt-4o-mini', 'mini'] },
      { name: 'other', snapshot: 'mini-2024', aliases: [] },
    ];
    expect(modelsBody(deployments, 7)).toEqual({
      object: 'list',
      data: ['mini', 'mini-2024', 'gpt-4o-mini', 'other'].map((id) => ({
        id,
        object: 'model',
        created: 7,
        owned_by: 'kinglet',
      })),
    });
    expect(modelBody('mini', 7)).toEqual({ id: 'mini', object: 'model', created: 7, owned_by: 'kinglet' });
  });
});

describe('an event', () => {
  test('is one line of data', () => {
    expect(sseData({ text: 'a\nb\r\u2028' })).toBe('data: {"text":"a\\nb\\r\u2028"}\n\n');
    expect(sseDone).toBe('data: [DONE]\n\n');
  });

  test('that is a comment stays one, whatever its text', () => {
    expect(sseComment('waiting')).toBe(': waiting\n\n');
    expect(sseComment('a\r\ndata: x\n\ry')).toBe(': a\n: data: x\n: \n: y\n\n');
  });
});
