// In: a server and the tools. Out: the errand and the form as the Vercel AI SDK does them over an OpenAI-compatible provider.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, isStepCount, type ModelMessage, Output, streamText, tool } from 'ai';
import { z } from 'zod';
import { type ErrandRun, type FollowUpRun, type FormRun, maxTurns, type Target } from './framework-run.ts';
import { descriptions, errand, instructions, type Toolbox } from './toolbox.ts';

// It would warn of the form without a schema, which is meant here.
globalThis.AI_SDK_LOG_WARNINGS = false;

const route = '/v1/chat/completions';

function chatModel({ baseUrl, apiKey, model }: Target, supportsStructuredOutputs = true) {
  return createOpenAICompatible({
    name: 'kinglet',
    baseURL: baseUrl,
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs,
  }).chatModel(model);
}

function toolsOf(toolbox: Toolbox) {
  return {
    get_weather: tool({
      description: descriptions.getWeather,
      inputSchema: z.object({ city: z.string().describe(descriptions.city) }),
      execute: toolbox.getWeather,
    }),
    send_message: tool({
      description: descriptions.sendMessage,
      inputSchema: z.object({
        to: z.string().describe(descriptions.to),
        text: z.string().describe(descriptions.text),
      }),
      execute: toolbox.sendMessage,
    }),
  };
}

function errandOf(target: Target, toolbox: Toolbox) {
  return {
    model: chatModel(target),
    instructions,
    prompt: errand,
    tools: toolsOf(toolbox),
    stopWhen: isStepCount(maxTurns),
    prepareStep: () => {
      const activeTools = [...toolbox.offered()];
      // OpenAI refuses the member where there are no tools.
      return activeTools.length === 0
        ? { activeTools }
        : { activeTools, providerOptions: { kinglet: { parallel_tool_calls: false } } };
    },
    temperature: 0,
    maxOutputTokens: 200,
    maxRetries: 0,
  };
}

const form = z.object({ city: z.string(), celsius: z.number() });

async function fillForm(target: Target, sentence: string, supportsStructuredOutputs: boolean) {
  const { output } = await generateText({
    model: chatModel(target, supportsStructuredOutputs),
    prompt: `Give the city and the temperature as JSON with the keys city and celsius: ${sentence}`,
    output: Output.object({ schema: form, name: 'report' }),
    temperature: 0,
    maxOutputTokens: 100,
    maxRetries: 0,
  });
  return output;
}

export const vercelErrands: readonly ErrandRun[] = [
  {
    name: 'Vercel AI SDK, whole',
    route,
    run: async (target, toolbox) => (await generateText(errandOf(target, toolbox))).text,
  },
  {
    name: 'Vercel AI SDK, streamed',
    route,
    run: async (target, toolbox) => {
      let failure: unknown = null;
      const result = streamText({
        ...errandOf(target, toolbox),
        onError: ({ error }) => {
          failure = error;
        },
      });
      let last = '';
      for await (const part of result.fullStream) {
        if (part.type === 'start-step') last = '';
        if (part.type === 'text-delta') last += part.text;
      }
      if (failure !== null) throw failure;
      return last;
    },
  },
];

export const vercelForms: readonly FormRun[] = [
  { name: 'Vercel AI SDK, json_schema', route, run: (target, sentence) => fillForm(target, sentence, true) },
  { name: 'Vercel AI SDK, json_object', route, run: (target, sentence) => fillForm(target, sentence, false) },
];

export const vercelFollowUps: readonly FollowUpRun[] = [
  {
    name: 'Vercel AI SDK',
    route,
    run: async (target, [first, second]) => {
      const settings = { model: chatModel(target), temperature: 0, maxOutputTokens: 40, maxRetries: 0 };
      const messages: readonly ModelMessage[] = [{ role: 'user', content: first }];
      const { responseMessages } = await generateText({ ...settings, messages: [...messages] });
      const history: readonly ModelMessage[] = [...messages, ...responseMessages, { role: 'user', content: second }];
      return (await generateText({ ...settings, messages: [...history] })).text;
    },
  },
];
