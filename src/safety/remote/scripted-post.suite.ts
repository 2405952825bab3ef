// In: what a service elsewhere would answer. Out: the port over it, and what was posted. For tests.
import type { JsonPost, PostJson } from '../../contract/outbound.ts';

export interface ScriptedPost {
  readonly posts: readonly JsonPost[];
  readonly postJson: PostJson;
}

export function scriptedPost(answer: (post: JsonPost) => unknown): ScriptedPost {
  const posts: JsonPost[] = [];
  return {
    posts,
    postJson: async (post, signal) => {
      signal.throwIfAborted();
      posts.push(post);
      return answer(post);
    },
  };
}
