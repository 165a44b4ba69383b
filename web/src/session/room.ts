import type { Picture, Scale, Size } from './picture';
import { fitted, sizeToAsk } from './size';

/** The place in the page where a session's picture is shown. */
export class Room {
  constructor(readonly element: HTMLElement) {}

  /** The size of session that it has room for. */
  get wanted(): Size {
    return sizeToAsk(this.size);
  }

  /** Whether it is on the screen at all. */
  get visible(): boolean {
    return this.size.width > 0 && this.size.height > 0;
  }

  /** Shows a picture in it. */
  show(picture: Picture, scale: Scale): void {
    if (this.visible) {
      const { width, height } = scale === 'real' ? picture.size : fitted(picture.size, this.size);
      picture.show(width, height);
    }
  }

  private get size(): Size {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }
}
