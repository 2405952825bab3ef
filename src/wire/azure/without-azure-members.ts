// In: the body of a request to Azure's surface and the deployment of its path. Out: the body as OpenAI's surface reads it. Checks nothing.

/** Whatever is no object is left to the schema. `user_security_context` tells Azure's monitoring of the end user; no answer depends on it. */
export function withoutAzureMembers(body: unknown, deployment: string | null): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const { user_security_context: _context, ...members } = body as Readonly<Record<string, unknown>>;
  return deployment === null ? members : { ...members, model: deployment };
}
