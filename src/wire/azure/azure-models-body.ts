// In: the names of what answers, by kind. Out: what Azure answers to a question for its models. Knows no engine and no caller.
import { type ModelBody, modelBody } from '../openai/models-body.ts';

export type ModelKind = 'chat' | 'embeddings';

export interface AzureModelBody extends ModelBody {
  readonly created_at: number;
  readonly status: 'succeeded';
  readonly lifecycle_status: 'generally-available';
  readonly capabilities: {
    readonly fine_tune: false;
    readonly inference: true;
    readonly completion: boolean;
    readonly chat_completion: boolean;
    readonly embeddings: boolean;
  };
}

export interface AzureModelsBody {
  readonly object: 'list';
  readonly data: AzureModelBody[];
}

export function azureModelBody(id: string, kind: ModelKind, createdSeconds: number): AzureModelBody {
  const isChat = kind === 'chat';
  return {
    ...modelBody(id, createdSeconds),
    created_at: createdSeconds,
    status: 'succeeded',
    lifecycle_status: 'generally-available',
    capabilities: {
      fine_tune: false,
      inference: true,
      completion: isChat,
      chat_completion: isChat,
      embeddings: !isChat,
    },
  };
}

export function azureModelsBody(kinds: ReadonlyMap<string, ModelKind>, createdSeconds: number): AzureModelsBody {
  return { object: 'list', data: [...kinds].map(([id, kind]) => azureModelBody(id, kind, createdSeconds)) };
}
