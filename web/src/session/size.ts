import type { Size } from './picture';

const SMALLEST = 200;
const LARGEST = 8192;

/** Below this width desktop programs are of no use; a telephone gets a wider picture, scaled down. */
const NARROWEST_ASKED = 640;

/** The size of session to ask for when there is so much room, in CSS pixels. */
export function sizeToAsk(room: Size): Size {
  const factor = room.width > 0 && room.width < NARROWEST_ASKED ? NARROWEST_ASKED / room.width : 1;
  // Bitmaps whose width is no multiple of 4 are drawn skewed by the RDP client.
  return {
    width: clamp(room.width * factor) & ~3,
    height: clamp(room.height * factor) & ~1,
  };
}

/** How large a picture of that size is shown in the room there is, when it is fitted in. */
export function fitted(picture: Size, room: Size): Size {
  const factor = Math.min(room.width / picture.width, room.height / picture.height);
  // A hair's breadth of scaling blurs every letter and wins nothing.
  const scale = Math.abs(factor - 1) < 0.01 ? 1 : factor;
  return { width: Math.floor(picture.width * scale), height: Math.floor(picture.height * scale) };
}

function clamp(length: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, Math.round(length)));
}
