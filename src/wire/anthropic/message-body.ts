// In: nothing. Out: the shapes of Anthropic's message and of the events that build it up. Every member that the official client's types
// know is present.

export interface TextBlockBody {
  readonly type: 'text';
  readonly text: string;
  readonly citations: null;
}

export interface ToolUseBlockBody {
  readonly type: 'tool_use';
  readonly id: string;
  readonly name: string;
  readonly input: object;
  readonly caller: { readonly type: 'direct' };
}

export type ContentBlockBody = TextBlockBody | ToolUseBlockBody;

export type StopReasonWord =
  | 'end_turn'
  | 'max_tokens'
  | 'stop_sequence'
  | 'tool_use'
  | 'refusal'
  | 'model_context_window_exceeded';

export interface StopBody {
  readonly stop_reason: StopReasonWord | null;
  readonly stop_sequence: string | null;
  readonly stop_details: { readonly type: 'refusal'; readonly category: null; readonly explanation: null } | null;
  readonly container: null;
}

/** Without the cached tokens, which stand beside it. Nothing is paid for writing a cache, so nothing is told of it. */
export interface InputUsageBody {
  readonly input_tokens: number;
  readonly cache_creation_input_tokens: 0;
  readonly cache_read_input_tokens: number;
}

export interface UsageDeltaBody extends InputUsageBody {
  readonly output_tokens: number;
  readonly output_tokens_details: null;
  readonly server_tool_use: null;
}

export interface MessageUsageBody extends UsageDeltaBody {
  readonly cache_creation: { readonly ephemeral_5m_input_tokens: 0; readonly ephemeral_1h_input_tokens: 0 };
  readonly inference_geo: null;
  readonly service_tier: 'standard';
  readonly speed: null;
}

export interface MessageBody extends StopBody {
  readonly id: string;
  readonly type: 'message';
  readonly role: 'assistant';
  readonly model: string;
  readonly content: ContentBlockBody[];
  readonly diagnostics: null;
  readonly usage: MessageUsageBody;
}

export type BlockDelta =
  | { readonly type: 'text_delta'; readonly text: string }
  | { readonly type: 'input_json_delta'; readonly partial_json: string };

export type MessageStreamEvent =
  | { readonly type: 'message_start'; readonly message: MessageBody }
  | { readonly type: 'content_block_start'; readonly index: number; readonly content_block: ContentBlockBody }
  | { readonly type: 'content_block_delta'; readonly index: number; readonly delta: BlockDelta }
  | { readonly type: 'content_block_stop'; readonly index: number }
  | { readonly type: 'message_delta'; readonly delta: StopBody; readonly usage: UsageDeltaBody }
  | { readonly type: 'message_stop' };
