/** What was sent and not yet acknowledged. */
export class ReplayBuffer {
  private pieces: Uint8Array[] = [];
  private first = 0;
  private behind = 0;

  /** The offset of the first byte that is kept. */
  get begin(): number {
    return this.first;
  }

  /** The offset behind the last byte, which is how much was ever added. */
  get end(): number {
    return this.behind;
  }

  /** How many bytes are kept. */
  get size(): number {
    return this.behind - this.first;
  }

  /** Keeps a copy of {@code bytes} and answers with the copy. */
  add(bytes: Uint8Array): Uint8Array {
    const copy = bytes.slice();
    this.pieces.push(copy);
    this.behind += copy.length;
    return copy;
  }

  /** Lets go of everything before {@code offset}, which lies between {@link begin} and {@link end}. */
  forgetBefore(offset: number): void {
    let surplus = offset - this.first;
    this.first = offset;
    let whole = 0;
    for (const piece of this.pieces) {
      if (piece.length > surplus) {
        break;
      }
      surplus -= piece.length;
      whole++;
    }
    this.pieces.splice(0, whole);
    const partial = this.pieces[0];
    if (partial && surplus > 0) {
      this.pieces[0] = partial.subarray(surplus);
    }
  }

  /** Everything that is kept, in order. */
  kept(): readonly Uint8Array[] {
    return this.pieces;
  }
}
