// In: nothing. Out: what the HTTP layer needs from the outside, as one record. Knows no implementation.
import type { Clock } from '../base/clock.ts';
import type { NewIdentifier } from '../base/identifiers.ts';
import type { Caller, Deployment, FindCaller } from '../contract/caller.ts';
import type { EngineRoster } from '../contract/engine-pool.ts';
import type { SafetyAudit } from '../contract/safety-audit.ts';
import type { AnalysisPorts } from '../serve/analyze-text.ts';
import type { ChatPorts } from '../serve/chat.ts';
import type { EmbedPorts } from '../serve/embed.ts';
import type { SettlePorts } from '../serve/settle.ts';

export interface HttpPorts extends ChatPorts, EmbedPorts, SettlePorts {
  readonly clock: Clock;
  readonly newId: NewIdentifier;
  readonly findCaller: FindCaller;
  readonly deployments: readonly Deployment[];
  readonly safety: SafetyPorts;
  /** Those that stand in pools. */
  readonly engines: EngineRoster;
  /** When the service started, in seconds since the epoch; the `created` of its models. */
  readonly startedSeconds: number;
  readonly bodyBytesLimit: number;
  readonly heartbeatMs: number;
  /** Host names beside loopback and plain addresses, lower case, without port. */
  readonly allowedHosts: readonly string[];
  /** Origins that browsers may call from. */
  readonly allowedOrigins: readonly string[];
  readonly state: ServiceState;
  renderMetrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** The page at `/`. */
  renderHome(baseUrl: string): string;
}

/** What judges texts apart from any model, and what is managed of it. */
export interface SafetyPorts extends AnalysisPorts {
  readonly audit: SafetyAudit;
  /** A UUID, for an item of a blocklist. */
  newItemId(): string;
}

/** Changes while the service runs. */
export interface ServiceState {
  isDraining: boolean;
  /** Whether every deployment has an engine that can take work. */
  isReady(): boolean;
}

/** What hono carries for one request. */
export interface RequestVariables {
  readonly requestId: string;
  readonly startedMs: number;
  readonly caller: Caller;
}
