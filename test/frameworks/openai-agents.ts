// In: a server and the tools. Out: the errand and the form as OpenAI's Agents SDK does them, over both of its model interfaces.
import {
  Agent,
  OpenAIChatCompletionsModel,
  OpenAIResponsesModel,
  Runner,
  setTracingDisabled,
  tool,
} from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';
import { type ErrandRun, type FollowUpRun, type FormRun, maxTurns, type Target } from './framework-run.ts';
import { descriptions, errand, instructions, type Toolbox } from './toolbox.ts';

type Route = ErrandRun['route'];

// Traces would go to OpenAI.
setTracingDisabled(true);

function modelOf({ baseUrl, apiKey, model }: Target, route: Route) {
  const client = new OpenAI({ baseURL: baseUrl, apiKey, maxRetries: 0 });
  return route === '/v1/responses'
    ? new OpenAIResponsesModel(client, model)
    : new OpenAIChatCompletionsModel(client, model);
}

function errandAgent(target: Target, toolbox: Toolbox, route: Route) {
  return new Agent({
    name: 'Errand',
    instructions,
    model: modelOf(target, route),
    modelSettings: { temperature: 0, maxTokens: 200, parallelToolCalls: false },
    tools: [
      tool({
        name: 'get_weather',
        description: descriptions.getWeather,
        isEnabled: () => toolbox.offered().includes('get_weather'),
        parameters: z.object({ city: z.string().describe(descriptions.city) }),
        execute: toolbox.getWeather,
      }),
      tool({
        name: 'send_message',
        description: descriptions.sendMessage,
        isEnabled: () => toolbox.offered().includes('send_message'),
        parameters: z.object({
          to: z.string().describe(descriptions.to),
          text: z.string().describe(descriptions.text),
        }),
        execute: toolbox.sendMessage,
      }),
    ],
  });
}

function errandRun(name: string, route: Route, isStreamed: boolean): ErrandRun {
  return {
    name,
    route,
    run: async (target, toolbox) => {
      const runner = new Runner({ tracingDisabled: true });
      const agent = errandAgent(target, toolbox, route);
      if (!isStreamed) return (await runner.run(agent, errand, { maxTurns })).finalOutput ?? '';
      const result = await runner.run(agent, errand, { maxTurns, stream: true });
      let seen = '';
      for await (const event of result.toStream()) {
        if (event.type === 'raw_model_stream_event' && event.data.type === 'output_text_delta')
          seen += event.data.delta;
      }
      await result.completed;
      const last = result.finalOutput ?? '';
      if (!seen.endsWith(last)) throw new Error(`the deltas end otherwise than the answer: ${seen} / ${last}`);
      return last;
    },
  };
}

const form = z.object({ city: z.string(), celsius: z.number() });

function formRun(name: string, route: Route): FormRun {
  return {
    name,
    route,
    run: async (target, sentence) => {
      const agent = new Agent({
        name: 'Reader',
        instructions: 'Give the city and the temperature as JSON with the keys city and celsius.',
        model: modelOf(target, route),
        modelSettings: { temperature: 0, maxTokens: 100 },
        outputType: form,
      });
      const { finalOutput } = await new Runner({ tracingDisabled: true }).run(agent, sentence, { maxTurns });
      return form.parse(finalOutput);
    },
  };
}

export const agentsErrands: readonly ErrandRun[] = [
  errandRun('OpenAI Agents SDK, chat completions, whole', '/v1/chat/completions', false),
  errandRun('OpenAI Agents SDK, chat completions, streamed', '/v1/chat/completions', true),
  errandRun('OpenAI Agents SDK, responses, whole', '/v1/responses', false),
  errandRun('OpenAI Agents SDK, responses, streamed', '/v1/responses', true),
];

export const agentsForms: readonly FormRun[] = [
  formRun('OpenAI Agents SDK, chat completions', '/v1/chat/completions'),
  formRun('OpenAI Agents SDK, responses', '/v1/responses'),
];

function followUpRun(name: string, route: Route): FollowUpRun {
  return {
    name,
    route,
    run: async (target, [first, second]) => {
      const runner = new Runner({ tracingDisabled: true });
      const agent = new Agent({
        name: 'Companion',
        model: modelOf(target, route),
        modelSettings: { temperature: 0, maxTokens: 40 },
      });
      const { history } = await runner.run(agent, first);
      return (await runner.run(agent, [...history, { role: 'user', content: second }])).finalOutput ?? '';
    },
  };
}

export const agentsFollowUps: readonly FollowUpRun[] = [
  followUpRun('OpenAI Agents SDK, chat completions', '/v1/chat/completions'),
  followUpRun('OpenAI Agents SDK, responses', '/v1/responses'),
];
