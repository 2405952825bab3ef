// In: a caller. Out: the names that they may ask for, as OpenAI or Azure lists models. Knows no engine.
import type { Caller } from '../contract/caller.ts';
import { Fault } from '../contract/fault.ts';
import { azureModelBody, azureModelsBody, type ModelKind } from '../wire/azure/azure-models-body.ts';
import { modelBody, modelsBody } from '../wire/openai/models-body.ts';
import type { HttpPorts } from './http-ports.ts';

type ModelPorts = Pick<HttpPorts, 'deployments' | 'embeddings' | 'startedSeconds'>;

interface UsableModel {
  readonly name: string;
  readonly snapshot: string;
  readonly aliases: readonly string[];
  readonly kind: ModelKind;
}

function usableModels({ deployments }: Caller, ports: ModelPorts): readonly UsableModel[] {
  const embeddings = ports.embeddings.map(
    ({ name, aliases }): UsableModel => ({ name, snapshot: name, aliases, kind: 'embeddings' }),
  );
  const all = [...ports.deployments.map((deployment): UsableModel => ({ ...deployment, kind: 'chat' })), ...embeddings];
  return all.filter(({ name }) => deployments === null || deployments.includes(name));
}

const namesOf = ({ name, snapshot, aliases }: UsableModel): readonly string[] => [name, snapshot, ...aliases];

export function listModels(caller: Caller, ports: ModelPorts, isAzure: boolean): object {
  const models = usableModels(caller, ports);
  if (!isAzure) return modelsBody(models, ports.startedSeconds);
  const kinds = models.flatMap((model) => namesOf(model).map((name) => [name, model.kind] as const));
  return azureModelsBody(new Map(kinds), ports.startedSeconds);
}

export function findModel(id: string, caller: Caller, ports: ModelPorts, isAzure: boolean): object {
  const found = usableModels(caller, ports).find((model) => namesOf(model).includes(id));
  if (found === undefined) throw new Fault('model_not_found', `The model '${id}' does not exist`, { param: 'model' });
  return isAzure ? azureModelBody(id, found.kind, ports.startedSeconds) : modelBody(id, ports.startedSeconds);
}
