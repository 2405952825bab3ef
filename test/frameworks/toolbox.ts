// In: nothing. Out: the two tools that every framework is given, deterministic and in process, and what was asked of them in which order.
// Knows no framework.
export interface ToolUse {
  readonly name: 'get_weather' | 'send_message';
  readonly given: Readonly<Record<string, string>>;
}

export interface Toolbox {
  readonly uses: readonly ToolUse[];
  getWeather(given: { readonly city: string }): string;
  sendMessage(given: { readonly to: string; readonly text: string }): string;
}

export const instructions =
  'You act only through tools. First call get_weather. Then call send_message with the temperature. Then tell the user in one short sentence what you did.';
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
