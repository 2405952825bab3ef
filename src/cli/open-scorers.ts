// In: the configured scorers, which deployment has which, and our own. Out: who judges each deployment's texts: one, or a panel. Two
// deployments with the same list share one. Knows no policy.
import { LeastRecentlyUsed } from '../base/least-recently-used.ts';
import {
  type Config,
  encoderScorer,
  firstStageScorer,
  type GuardFamily,
  ownScorers,
  type ScorerConfig,
} from '../config/config.ts';
import type { Deployment } from '../contract/caller.ts';
import { Fault } from '../contract/fault.ts';
import type { PostJson } from '../contract/outbound.ts';
import type { TextScorer } from '../contract/safety.ts';
import { neutralise } from '../engine/upstream/neutralise.ts';
import { createOutbound } from '../outbound/create-outbound.ts';
import { createPanel, type PanelMember } from '../safety/panel.ts';
import { createAzureScorer } from '../safety/remote/azure-scorer.ts';
import { llamaGuard } from '../safety/remote/guard-llama.ts';
import { qwenGuard } from '../safety/remote/guard-qwen.ts';
import { createGuardScorer } from '../safety/remote/guard-scorer.ts';
import { shieldGemma } from '../safety/remote/guard-shieldgemma.ts';
import type { GuardTemplate } from '../safety/remote/guard-template.ts';
import { createHttpScorer } from '../safety/remote/http-scorer.ts';
import { createOpenAiScorer } from '../safety/remote/openai-scorer.ts';
import { rememberingScorer } from '../safety/text-memory.ts';

export interface ScorerSettings {
  readonly scorers: Config['scorers'];
  readonly deployments: readonly Pick<Config['deployments'][number], 'name' | 'scorers'>[];
}

export interface OwnScorers {
  readonly firstStage: TextScorer;
  readonly encoder: TextScorer;
}

export interface OpenedScorers {
  /** For texts of no deployment. */
  readonly usual: TextScorer;
  scorerFor(deployment: Pick<Deployment, 'name'>): TextScorer;
  stop(): Promise<void>;
}

const templates: Readonly<Record<GuardFamily, GuardTemplate>> = {
  qwen3guard: qwenGuard,
  'llama-guard': llamaGuard,
  shieldgemma: shieldGemma,
};

/** Scores of some thousand texts are smaller. */
const maxAnswerBytes = 4 * 1024 * 1024;
/** Of each scorer; entries of some hundred bytes. */
export const rememberedTexts = 20_000;

/** A deployment that is not configured, such as one of a test, has our own. Those `beside` are asked always and of every deployment. */
export function openScorers(
  { scorers, deployments }: ScorerSettings,
  own: OwnScorers,
  beside: readonly TextScorer[] = [],
): OpenedScorers {
  const outbounds = scorers.map(({ timeoutSeconds, isPrivateAllowed }) =>
    createOutbound({
      allowPrivate: isPrivateAllowed,
      timeoutMs: timeoutSeconds * 1000,
      maxBytes: maxAnswerBytes,
    }),
  );
  const members = new Map<string, PanelMember>([
    [firstStageScorer, { scorer: own.firstStage, isAsked: 'always' }],
    [encoderScorer, { scorer: own.encoder, isAsked: 'unless-clear' }],
  ]);
  for (const [index, config] of scorers.entries()) {
    const outbound = outbounds[index];
    if (outbound === undefined) continue;
    // Each remembers for itself: a text that one could not judge is asked of that one again, and only of that one.
    const scorer = rememberingScorer(createScorer(config, outbound.postJson), new LeastRecentlyUsed(rememberedTexts));
    members.set(config.id, { scorer, isAsked: config.isAsked });
  }
  const panels = new Map<string, TextScorer>();
  const byDeployment = new Map<string, TextScorer>();
  for (const { name, scorers: ids } of deployments) {
    const list = ids.join(' ');
    const panel = panels.get(list) ?? panelOf(ids, members, beside);
    panels.set(list, panel);
    byDeployment.set(name, panel);
  }
  const usual = panelOf(ownScorers, members, beside);
  return {
    usual,
    scorerFor: ({ name }) => byDeployment.get(name) ?? usual,
    stop: async () => {
      await Promise.all(outbounds.map((outbound) => outbound.stop()));
    },
  };
}

function panelOf(
  ids: readonly string[],
  members: ReadonlyMap<string, PanelMember>,
  beside: readonly TextScorer[],
): TextScorer {
  const chosen = ids.map((id) => {
    const member = members.get(id);
    if (member === undefined) throw new Fault('config_invalid', `There is no scorer ${id}.`);
    return member;
  });
  const all = [...chosen, ...beside.map((scorer): PanelMember => ({ scorer, isAsked: 'always' }))];
  const [only, ...others] = all;
  return only !== undefined && only.isAsked === 'always' && others.length === 0 ? only.scorer : createPanel(all);
}

function createScorer(config: ScorerConfig, postJson: PostJson): TextScorer {
  const { id, kind, url, key, model, template } = config;
  const options = { id, url, key, postJson };
  switch (kind) {
    case 'azure':
      return createAzureScorer(options);
    case 'http':
      return createHttpScorer(options);
    case 'openai':
      return createOpenAiScorer({ ...options, model });
    case 'guard':
      if (template === null) throw new Fault('config_invalid', `The guard ${id} has no template.`);
      return createGuardScorer({ ...options, model, template: templates[template], neutralise });
  }
}
