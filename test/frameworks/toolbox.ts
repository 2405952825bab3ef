// In: nothing. Out: the two tools that every framework is given, deterministic and in process, and what was asked of them in which order.
// Knows no framework.
export type ToolName = 'get_weather' | 'send_message';

export interface ToolUse {
  readonly name: ToolName;
  readonly given: Readonly<Record<string, string>>;
}

export interface Toolbox {
  readonly uses: readonly ToolUse[];
  /** A tool is offered until it was used: a small model would use it again and again. */
  offered(): readonly ToolName[];
  getWeather(given: { readonly city: string }): string;
  sendMessage(given: { readonly to: string; readonly text: string }): string;
}

const toolNames: readonly ToolName[] = ['get_weather', 'send_message'];

export const instructions =
  'You run errands in three steps. Step 1: call get_weather once. Step 2: when get_weather has answered, call send_message once. Step 3: when send_message has answered, say "Done." and call no more tools.';
export const errand = 'Look up the weather in Rome, then send Ada a message with the temperature in Rome.';
export const celsiusInRome = 31;

export const descriptions = {
  getWeather: 'Tells the weather in a city.',
  city: 'Name of the city, such as Paris',
  sendMessage: 'Sends a short text to a person.',
  to: 'First name of the person',
  text: 'What to tell them',
} as const;

export function createToolbox(): Toolbox {
  const uses: ToolUse[] = [];
  return {
    uses,
    offered: () => toolNames.filter((name) => !uses.some((use) => use.name === name)),
    getWeather: ({ city }) => {
      uses.push({ name: 'get_weather', given: { city } });
      return JSON.stringify({ city, celsius: celsiusInRome, sky: 'sunny' });
    },
    sendMessage: ({ to, text }) => {
      uses.push({ name: 'send_message', given: { to, text } });
      return JSON.stringify({ status: 'sent', to });
    },
  };
}
