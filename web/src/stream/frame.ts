/**
 * One frame of the resumable stream. On the wire: a type byte, three bytes of payload length, the payload, all numbers
 * big-endian. Offsets count bytes since the stream began; a number holds them exactly up to 8 PiB.
 */
export type StreamFrame =
  | { readonly type: 'origin'; readonly address: Uint8Array }
  | { readonly type: 'hello'; readonly ticket: string; readonly lease: Uint8Array | null; readonly received: number }
  | { readonly type: 'welcome'; readonly lease: Uint8Array; readonly epoch: number; readonly received: number }
  | { readonly type: 'data'; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly type: 'ack'; readonly received: number }
  | { readonly type: 'ping'; readonly token: bigint; readonly received: number }
  | { readonly type: 'pong'; readonly token: bigint; readonly received: number }
  | { readonly type: 'end'; readonly reason: string };

/** The version that hello and welcome carry. */
export const VERSION = 1;

/** The most payload of one data frame, in bytes. */
export const MAX_DATA = 64 * 1024;

/** The length of a lease, in bytes. */
export const LEASE = 32;
