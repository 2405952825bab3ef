// In: nothing. Out: the flags of Node that the service is started with, as in bootstrap.mjs.

export const serviceFlags: readonly string[] = ['--max-semi-space-size=64'];
