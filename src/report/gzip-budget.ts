/** Counts what a text takes when it is compressed, for receivers that accept only so much. */

import { gzipSync } from 'node:zlib';

/** As much is compressed at once; more would only cost memory. */
const BLOCK = 1024 * 1024;

/** The estimate is never below what gzip makes of the whole: blocks that are compressed apart, and fast, take more. */
export class GzipBudget {
  #left: number;
  #pending = '';
  #pendingBytes = 0;

  /** `bytes` is how much the compressed text may take. */
  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Counts a text that follows; `false` where it does not fit, and then it is not counted. */
  take(text: string): boolean {
    const bytes = Buffer.byteLength(text);
    // Gzip makes nothing larger that is worth the name, so nothing is compressed as long as it fits as it is.
    if (this.#pendingBytes + bytes > Math.min(this.#left, BLOCK)) this.#compress();
    if (bytes > this.#left) {
      const size = gzipped(text);
      if (size > this.#left) return false;
      this.#left -= size;
      return true;
    }
    this.#pending += text;
    this.#pendingBytes += bytes;
    return true;
  }

  #compress(): void {
    if (this.#pending !== '') this.#left -= gzipped(this.#pending);
    this.#pending = '';
    this.#pendingBytes = 0;
  }
}

function gzipped(text: string): number {
  return gzipSync(text, { level: 1 }).length;
}
