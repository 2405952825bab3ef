// In: texts with bytes written as base64, base32, hexadecimal, binary or decimal numbers. Out: the texts that they spell. Knows no model.
import { Buffer } from 'node:buffer';
import { believable, type Decoder, inPlace, judgedUnits, maxBrokenShare } from './decoder.ts';
import type { Vocabulary } from './vocabulary.ts';

const base64Run = /={0,2}[A-Za-z0-9+/_-]{8,}={0,2}(?:\r?\n[A-Za-z0-9+/_-]{4,}={0,2})*/g;
const base32Run = /[A-Za-z2-7]{8,}={0,6}/g;
const hexRun = /(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s:,;-]{0,2}){4,}/g;
const binaryRun = /[01]{7,8}(?:[\s,]{0,2}[01]{7,8}){2,}/g;
const decimalRun = /(?<!\d)\d{2,3}(?:[\s,;-]{1,2}\d{2,3}){3,}(?!\d)/g;
const octalRun = /(?:\\[0-7]{3}){4,}/g;

/** A run may begin with signs that do not belong to it, or in the middle of a group: each beginning is tried. */
export const decodeBase64: Decoder = (text, vocabulary) =>
  text.replace(base64Run, (run) => {
    if (/^[a-z]+$/.test(run) && run.length < 16) return run;
    const signs = run.replace(/\s|=+$/g, '');
    for (const written of [signs, rotate(signs), Array.from(run).reverse().join('').replace(/[\s=]/g, '')]) {
      for (const skipped of [0, 1, 2, 3]) {
        const decoded = decode(Buffer.from(written.slice(skipped), 'base64'), vocabulary);
        if (decoded !== null) return inPlace(decoded);
      }
    }
    return run;
  });

/** Letters in it may have been moved by half the alphabet. */
function rotate(text: string): string {
  return text.replace(/[a-zA-Z]/g, (letter) => {
    const first = letter <= 'Z' ? 0x41 : 0x61;
    return String.fromCharCode(first + ((letter.charCodeAt(0) - first + 13) % 26));
  });
}

const base32Signs = 'abcdefghijklmnopqrstuvwxyz234567';

export const decodeBase32: Decoder = (text, vocabulary) =>
  text.replace(base32Run, (run) => {
    if (run.toUpperCase() !== run && run.toLowerCase() !== run) return run;
    const bytes: number[] = [];
    let bits = 0;
    let held = 0;
    for (const sign of run.toLowerCase().replaceAll('=', '')) {
      held = ((held << 5) | base32Signs.indexOf(sign)) & 0xfff;
      bits += 5;
      if (bits < 8) continue;
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
    return decodedOr(run, bytes, vocabulary);
  });

export const decodeHex: Decoder = (text, vocabulary) =>
  text.replace(hexRun, (run) => {
    const digits = run.replace(/0x|\\x|[^0-9a-fA-F]/g, '');
    return decodedOr(run, Buffer.from(digits, 'hex'), vocabulary);
  });

export const decodeBinary: Decoder = (text, vocabulary) =>
  text.replace(binaryRun, (run) => {
    const groups = run.split(/[\s,]+/);
    const isSpaced = groups.every((group) => group.length <= 8);
    const bytes = isSpaced ? groups : (run.replace(/[^01]/g, '').match(/[01]{8}/g) ?? []);
    return decodedOr(
      run,
      bytes.map((group) => Number.parseInt(group, 2)),
      vocabulary,
    );
  });

export const decodeDecimal: Decoder = (text, vocabulary) =>
  text.replace(decimalRun, (run) => {
    const codes = run.match(/\d+/g)?.map(Number) ?? [];
    const isText = codes.every((code) => (code >= 32 && code < 256) || code === 10);
    return isText ? decodedOr(run, codes, vocabulary) : run;
  });

export const decodeOctal: Decoder = (text, vocabulary) =>
  text.replace(octalRun, (run) => {
    const codes = run.match(/[0-7]{3}/g)?.map((digits) => Number.parseInt(digits, 8) & 0xff) ?? [];
    return decodedOr(run, codes, vocabulary);
  });

function decodedOr(run: string, bytes: Uint8Array | readonly number[], vocabulary: Vocabulary): string {
  const decoded = decode(Buffer.from(bytes), vocabulary);
  return decoded === null ? run : inPlace(decoded);
}

function decode(bytes: Buffer, vocabulary: Vocabulary): string | null {
  return hasText(bytes) ? believable(bytes.toString('utf8'), vocabulary) : null;
}

/** Whether some piece is free of control bytes: of random bytes a tenth are. Cheaper than to read them as text. */
function hasText(bytes: Uint8Array): boolean {
  for (let start = 0; start < bytes.length; start += judgedUnits) {
    const end = Math.min(bytes.length, start + judgedUnits);
    let controls = 0;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) controls += 1;
    }
    if (controls <= (end - start) * maxBrokenShare) return true;
  }
  return false;
}
