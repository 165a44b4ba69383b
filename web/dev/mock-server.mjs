// A broker in memory for working on the pages: the whole API, its event streams, and the built site.
//
//   node dev/mock-server.mjs            then http://localhost:43080 (or `npm run dev` beside it)
//   PORT=43090 RDP=127.0.0.1:3389 node dev/mock-server.mjs     with a real RDP server behind the stream
//
// People: alice and admin, password usher. POST /mock/... plays tricks; see mock/tricks.mjs.
import { createServer } from 'node:http';
import { Farm } from './mock/farm.mjs';
import { handleApi } from './mock/api.mjs';
import { handleSite } from './mock/site.mjs';
import { handleTrick } from './mock/tricks.mjs';
import { serveStream } from './stream-server.mjs';

const port = Number(process.env.PORT ?? 43080);
const farm = new Farm();

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  try {
    if (url.pathname.startsWith('/api/')) {
      await handleApi(farm, request, response, url);
    } else if (url.pathname.startsWith('/mock/')) {
      handleTrick(farm, response, url);
    } else {
      await handleSite(response, url.pathname);
    }
  } catch (failure) {
    console.error(request.method, url.pathname, failure);
    response.writeHead(500).end();
  }
});

await serveStream(server, farm, process.env.RDP);
server.listen(port, '127.0.0.1', () => console.log(`http://localhost:${port}`));
