// Event streams: the whole of something at the start, and again whenever it is another.
import { STREAMING } from './answers.mjs';

/** @param now tells by event name what there is to say; nothing for what stays unsaid */
export function events({ farm, response }, now) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  const said = {};
  const say = (launch) => {
    for (const [event, data] of Object.entries(now(launch))) {
      const text = JSON.stringify(data);
      if (text !== undefined && said[event] !== text) {
        said[event] = text;
        response.write(`event: ${event}\ndata: ${text}\n\n`);
      }
    }
  };
  const listener = { changed: say, drop: () => response.end() };
  farm.listeners.add(listener);
  const beat = setInterval(() => response.write(': here\n\n'), 15_000);
  response.on('close', () => {
    clearInterval(beat);
    farm.listeners.delete(listener);
  });
  say();
  return STREAMING;
}
