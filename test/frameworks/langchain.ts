// In: a server and the tools. Out: the errand and the form as LangChain does them, with LangGraph's prebuilt agent.
import { HumanMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { createReactAgent } from '@langchain/langgraph/prebuilt';
import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { type ErrandRun, type FollowUpRun, type FormRun, maxTurns, type Target } from './framework-run.ts';
import { descriptions, errand, instructions, type Toolbox } from './toolbox.ts';

type Route = ErrandRun['route'];

function chatModel({ baseUrl, apiKey, model }: Target, route: Route) {
  return new ChatOpenAI({
    model,
    apiKey,
    temperature: 0,
    maxTokens: 200,
    maxRetries: 0,
    useResponsesApi: route === '/v1/responses',
    configuration: { baseURL: baseUrl },
  });
}

function agentOf(target: Target, toolbox: Toolbox, route: Route) {
  const weather = tool(({ city }) => toolbox.getWeather({ city }), {
    name: 'get_weather',
    description: descriptions.getWeather,
    schema: z.object({ city: z.string().describe(descriptions.city) }),
  });
  const message = tool(({ to, text }) => toolbox.sendMessage({ to, text }), {
    name: 'send_message',
    description: descriptions.sendMessage,
    schema: z.object({ to: z.string().describe(descriptions.to), text: z.string().describe(descriptions.text) }),
  });
  const tools = [weather, message];
  const model = chatModel(target, route);
  return createReactAgent({
    llm: async () => {
      const names = toolbox.offered();
      const offered = tools.filter(({ name }) => names.some((one) => one === name));
      return offered.length === 0 ? model : model.bindTools(offered, { parallel_tool_calls: false });
    },
    tools,
    prompt: instructions,
  });
}

const limits = { recursionLimit: 2 * maxTurns + 1 };
const asked = { messages: [{ role: 'user', content: errand }] };

async function lastStreamedText(target: Target, toolbox: Toolbox, route: Route): Promise<string> {
  const texts = new Map<string, string>();
  let lastId = '';
  // `streaming: true` on the model would fetch a tokenizer from the network, to count what the usage chunk tells anyway.
  const parts = await agentOf(target, toolbox, route).stream(asked, { ...limits, streamMode: 'messages' });
  for await (const [message] of parts) {
    lastId = message.id ?? '';
    texts.set(lastId, (texts.get(lastId) ?? '') + message.text);
  }
  return texts.get(lastId) ?? '';
}

function errandRun(name: string, route: Route, isStreamed: boolean): ErrandRun {
  return {
    name,
    route,
    run: async (target, toolbox) => {
      if (isStreamed) return lastStreamedText(target, toolbox, route);
      const { messages } = await agentOf(target, toolbox, route).invoke(asked, limits);
      return messages.at(-1)?.text ?? '';
    },
  };
}

const form = z.object({ city: z.string(), celsius: z.number() });

function formRun(
  method: 'jsonSchema' | 'functionCalling' | 'jsonMode',
  route: Route = '/v1/chat/completions',
): FormRun {
  return {
    name: `LangChain, ${method}${route === '/v1/responses' ? ', responses' : ''}`,
    route,
    run: (target, sentence) =>
      chatModel(target, route)
        .withStructuredOutput(form, { name: 'report', method })
        .invoke(`Give the city and the temperature as JSON with the keys city and celsius: ${sentence}`),
  };
}

export const langchainErrands: readonly ErrandRun[] = [
  errandRun('LangChain, whole', '/v1/chat/completions', false),
  errandRun('LangChain, streamed', '/v1/chat/completions', true),
  errandRun('LangChain, responses, whole', '/v1/responses', false),
  errandRun('LangChain, responses, streamed', '/v1/responses', true),
];

export const langchainForms: readonly FormRun[] = [
  formRun('jsonSchema'),
  formRun('functionCalling'),
  formRun('jsonMode'),
  formRun('jsonSchema', '/v1/responses'),
];

function followUpRun(name: string, route: Route): FollowUpRun {
  return {
    name,
    route,
    run: async (target, [first, second]) => {
      const model = chatModel(target, route);
      const answer = await model.invoke([new HumanMessage(first)]);
      return (await model.invoke([new HumanMessage(first), answer, new HumanMessage(second)])).text;
    },
  };
}

export const langchainFollowUps: readonly FollowUpRun[] = [
  followUpRun('LangChain', '/v1/chat/completions'),
  followUpRun('LangChain, responses', '/v1/responses'),
];
