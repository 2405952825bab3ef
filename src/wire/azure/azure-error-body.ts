// In: a Fault and the call that raised it. Out: the error that Azure's clients read, and the status where it is not the code's own. `code`
// is always a string. Never shows a cause.
import type { Fault, FaultCode } from '../../contract/fault.ts';
import { errorBody } from '../openai/error-body.ts';
import { newestVersion } from './api-version.ts';
import { type FilterResults, filterResults } from './filter-results.ts';

/** What Azure's errors name of the call. */
export interface AzureCallNames {
  /** Path behind the deployment or the form of the route, such as `chat/completions`. */
  readonly operation: string;
  /** As the client named it. */
  readonly versionName: string;
  /** Of the path; null where the path has none. */
  readonly deployment: string | null;
}

interface PlainError {
  readonly code: string;
  readonly message: string;
}

export interface AzureErrorBody {
  readonly error:
    | PlainError
    | (PlainError & { readonly type: string; readonly param: string | null })
    | {
        readonly message: string;
        readonly type: null;
        readonly param: 'prompt';
        readonly code: 'content_filter';
        readonly status: 400;
        readonly innererror?: {
          readonly code: 'ResponsibleAIPolicyViolation';
          readonly content_filter_result: FilterResults;
        };
      };
}

const operationIds: Readonly<Record<string, string>> = {
  'chat/completions': 'ChatCompletions_Create',
  completions: 'Completions_Create',
  embeddings: 'Embeddings_Create',
  responses: 'Responses_Create',
};

/** What Azure calls an operation that a model cannot do. */
const operationWords: Readonly<Record<string, string>> = {
  'chat/completions': 'chatCompletion',
  completions: 'completion',
};

const wrongKey: PlainError = {
  code: '401',
  message:
    'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
};
const noResource: PlainError = { code: '404', message: 'Resource not found' };
const noDeployment: PlainError = {
  code: 'DeploymentNotFound',
  message:
    'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
};
const wrongPolicy: PlainError = {
  code: 'InvalidContentFilterPolicy',
  message: 'Your request contains invalid content filter policy. Please provide a valid policy.',
};

const fixed: Readonly<Partial<Record<FaultCode, PlainError>>> = {
  missing_api_key: wrongKey,
  invalid_api_key: wrongKey,
  route_not_found: noResource,
  method_not_allowed: noResource,
  model_not_found: noDeployment,
  content_policy_unknown: wrongPolicy,
};

/** Codes of faults that are told by code and message only. */
const ownCodes: Readonly<Partial<Record<FaultCode, string>>> = {
  permission_denied: 'PermissionDenied',
  engine_unavailable: 'ServiceUnavailable',
  draining: 'ServiceUnavailable',
  timeout: 'Timeout',
  request_timeout: 'Timeout',
};

/** The deployment is there, but its model is not made for this: OpenAI tells it in other ways, without a code. */
function isOperationForeign({ code, wireCode }: Fault): boolean {
  return wireCode === null && (code === 'model_not_found' || code === 'permission_denied');
}

/** Null leaves it to the table of statuses. */
export function azureStatusOf(fault: Fault): number | null {
  if (isOperationForeign(fault)) return 400;
  return fault.code === 'method_not_allowed' ? 404 : null;
}

export function azureErrorBody(fault: Fault, call: AzureCallNames, status: number): AzureErrorBody {
  if (fault.code === 'content_filter') return filteredBody(fault);
  if (isOperationForeign(fault)) return { error: foreignOperation(call) };
  if (fault.code === 'rate_limit_exceeded') return { error: rateLimited(fault, call) };
  const known = fixed[fault.code];
  if (known !== undefined) return { error: known };
  const { message, type, param, code } = errorBody(fault).error;
  const own = ownCodes[fault.code] ?? (type === 'server_error' ? 'InternalServerError' : null);
  if (own !== null) return { error: { code: own, message } };
  return { error: { message, type, param, code: code ?? String(status) } };
}

function filteredBody({ verdict }: Fault): AzureErrorBody {
  return {
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      ...(verdict === null
        ? {}
        : {
            innererror: {
              code: 'ResponsibleAIPolicyViolation',
              content_filter_result: filterResults(verdict, newestVersion),
            },
          }),
    },
  };
}

function foreignOperation({ operation, deployment }: AzureCallNames): PlainError {
  const word = operationWords[operation] ?? operation;
  const named = deployment === null ? '' : `, ${deployment}`;
  return {
    code: 'OperationNotSupported',
    message: `The ${word} operation does not work with the specified model${named}. Please choose different model and try again. You can learn more about which models can be used with each operation here: https://go.microsoft.com/fwlink/?linkid=2197993.`,
  };
}

/** Clients look for the seconds in the text too. */
function rateLimited({ retryAfterMs }: Fault, { operation, versionName }: AzureCallNames): PlainError {
  const seconds = Math.max(1, Math.ceil((retryAfterMs ?? 1000) / 1000));
  return {
    code: '429',
    message: `Requests to the ${operationIds[operation] ?? operation} Operation under Azure OpenAI API version ${versionName} have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after ${seconds} seconds. Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.`,
  };
}
