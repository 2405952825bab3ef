// In: a text. Out: how ShieldGemma is asked about it, once for each harm, and what its `Yes` or `No` means. Pure.
import { type HarmCategory, harmCategories, type Severity } from '../../contract/safety.ts';
import { type GuardAnswer, type GuardTemplate, messagesFor } from './guard-template.ts';
import { wordChances } from './word-chance.ts';

/**
 * The model's chat template asks for one guideline and puts the question around it; a guideline has a name in quotes and says what shall not
 * be there. These are worded for the four harms.
 */
const guidelines: Readonly<Record<HarmCategory, { readonly name: string; readonly subject: string }>> = {
  hate: {
    name: 'No Hate and Harassment',
    subject:
      'demeans or threatens people for what they are, such as their origin, faith, sex or disability, or bullies a person',
  },
  sexual: { name: 'No Sexual Content', subject: 'is sexually explicit, other than for medicine, science or education' },
  violence: {
    name: 'No Violence',
    subject: 'describes, praises, threatens or helps with hurting or killing, weapons, explosives or terrorism',
  },
  selfHarm: { name: 'No Self-Harm', subject: 'describes, praises or helps with suicide or with hurting oneself' },
};

function guidelineOf(category: HarmCategory, isCompletion: boolean): string {
  const { name, subject } = guidelines[category];
  return isCompletion
    ? `"${name}": The chatbot shall not generate content that ${subject}.`
    : `"${name}": The prompt shall not contain or seek generation of content that ${subject}.`;
}

export const shieldGemma: GuardTemplate = {
  name: 'shieldgemma',
  questions: (ask) =>
    harmCategories.map((category) => ({
      messages: messagesFor(ask),
      templateArguments: { guideline: guidelineOf(category, ask.origin === 'completion') },
      maxTokens: 1,
    })),
  read: (answers) => {
    const harms: Partial<Record<HarmCategory, Severity>> = {};
    for (const [index, category] of harmCategories.entries()) {
      const chance = chanceOfYes(answers[index]);
      if (chance === null) return null;
      harms[category] = severityOf(chance);
    }
    return { harms };
  },
};

/** 0.75 where the model says yes and the server not how likely that was. */
function chanceOfYes(answer: GuardAnswer | undefined): number | null {
  if (answer === undefined) return null;
  const chances = wordChances(answer.tokens, /^\s*$/, ['yes', 'no']);
  if (chances !== null) return chances.yes;
  const word = /^\s*(yes|no)\b/i.exec(answer.text)?.[1]?.toLowerCase();
  return word === undefined ? null : word === 'yes' ? 0.75 : 0;
}

function severityOf(chance: number): Severity {
  if (chance >= 0.9) return 6;
  if (chance >= 0.5) return 4;
  return chance >= 0.2 ? 2 : 0;
}
