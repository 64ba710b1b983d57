/** The console under `/console`, the portal under `/`; a path without a file is a page of the app, whose index is sent. */
import path from 'node:path';
import type { NextFunction, Request, Response } from 'express';
import { type PageFile, PageFiles } from './page-files.js';

/** Paths that belong to the server, not to a page. */
const SERVER_PATHS = /^\/(api|sync|health|metrics|status|status\.json|\.well-known)(\/|$)/;
const CONSOLE_PATH = /^\/console(\/|$)/;
const A_YEAR = 'public, max-age=31536000, immutable';
const AN_HOUR = 'public, max-age=3600';
/** Asked again each time, so that a release is seen at the next visit. */
const REVALIDATE = 'no-cache';

export function servePages(folder: string) {
  const roofs = {
    console: PageFiles.in(path.join(folder, 'console')),
    portal: PageFiles.in(path.join(folder, 'portal')),
  };
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || SERVER_PATHS.test(request.path)) return next();
    const ofConsole = CONSOLE_PATH.test(request.path);
    const file = find(ofConsole ? roofs.console : roofs.portal, ofConsole ? request.path.slice(8) : request.path);
    if (!file) return next();
    await send(file, request, response);
  };
}

function find(files: PageFiles | undefined, urlPath: string): PageFile | undefined {
  const name = decoded(urlPath)?.replace(/^\/+/, '');
  if (name === undefined) return undefined;
  const file = files?.get(name);
  // A missing file is missing; only what can be a page of the app gets its index.
  return file ?? (path.posix.extname(name) === '' ? files?.index : undefined);
}

function decoded(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
}

async function send(file: PageFile, request: Request, response: Response): Promise<void> {
  response.setHeader('ETag', file.etag);
  response.setHeader('Vary', 'Accept-Encoding');
  response.setHeader('Cache-Control', cacheControl(file));
  if (request.get('if-none-match')?.includes(file.etag)) {
    response.status(304).end();
    return;
  }
  const { encoding, bytes } = await file.body((wanted) => Boolean(request.acceptsEncodings(wanted)));
  response.setHeader('Content-Type', file.type);
  response.setHeader('Content-Length', bytes.length);
  if (encoding !== 'identity') response.setHeader('Content-Encoding', encoding);
  response.status(200).end(request.method === 'HEAD' ? undefined : bytes);
}

function cacheControl(file: PageFile): string {
  if (file.immutable) return A_YEAR;
  return file.name.endsWith('.html') ? REVALIDATE : AN_HOUR;
}
