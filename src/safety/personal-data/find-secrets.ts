// In: text. Out: keys and passwords, by the marks that services put on theirs and by the words before them. Knows no other kind.
import type { Finder } from './personal-data-span.ts';
import { findShape } from './shape.ts';

/** Of GitHub, GitLab, OpenAI, Anthropic, AWS, Google, Slack, Stripe, SendGrid, npm, PyPI, Hugging Face, DigitalOcean, Shopify. */
const marked = [
  String.raw`gh[pousr]_[A-Za-z0-9]{36,80}|github_pat_\w{40,100}|glpat-[\w-]{20,40}`,
  'sk-(?:proj-|ant-|svcacct-|or-v1-|live-|test-)?[A-Za-z0-9_-]{20,200}',
  String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}|AIza[\w-]{35}|ya29\.[\w-]{20,200}`,
  'xox[abeoprs]-[A-Za-z0-9-]{10,200}|[rsp]k_(?:live|test)_[A-Za-z0-9]{16,120}|whsec_[A-Za-z0-9+/]{20,80}',
  String.raw`SG\.[\w-]{16,32}\.[\w-]{30,60}|npm_[A-Za-z0-9]{36}|pypi-[\w-]{50,200}|hf_[A-Za-z0-9]{30,40}`,
  'do[opr]_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
  String.raw`eyJ[\w-]{10,80}\.eyJ[\w-]{10,100}\.[\w-]{10,60}`,
].join('|');

export const secretFinders: readonly Finder[] = [
  findShape({ kind: 'APIKey', pattern: new RegExp(`(?<![\\w-])(?:${marked})`, 'g'), confidence: 0.95 }),
  findShape({
    kind: 'APIKey',
    pattern: /-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----[\sA-Za-z0-9+/=:,.-]{0,190}/g,
    confidence: 0.99,
  }),
  findShape({
    kind: 'APIKey',
    pattern:
      /\b(?:api|access|secret|auth|client)[ _-]?(?:key|token|secret)\b["']?(?: is)?\s?[:=]?\s?["']?(?<value>(?=[A-Za-z_-]{0,40}\d)[\w+/.-]{16,128}={0,2})/dgi,
    confidence: 0.8,
  }),
  findShape({
    kind: 'AzureStorageAccountKey',
    pattern: /\bAccountKey=(?<value>[A-Za-z0-9+/]{60,100}={0,2})/dg,
    confidence: 0.99,
  }),
  findShape({ kind: 'AzureSAS', pattern: /[?&]sig=(?<value>[A-Za-z0-9%+/]{30,120}={0,2})/dg, confidence: 0.95 }),
  findShape({
    kind: 'Password',
    pattern:
      /\b(?:password|passwd|passphrase|pwd|passwort|contraseña|mot de passe)["']?(?:\s?[:=]|\s(?:is|ist|es|est):?)\s?["']?(?<value>(?=[^\s"',;]{0,40}[\d!@#$%^&*_+?])[^\s"',;]{6,64})/dgiu,
    confidence: 0.75,
  }),
];
