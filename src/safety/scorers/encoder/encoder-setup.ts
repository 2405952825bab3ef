// In: nothing. Out: what the encoder's thread is started with. Types only.

export interface EncoderScorerSetup {
  readonly encoderFolder: string;
  /** Its vocabulary takes disguises off. */
  readonly firstStageFolder: string;
  /** That compute one batch. */
  readonly threads: number;
}
