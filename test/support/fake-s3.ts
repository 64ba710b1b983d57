/** A bucket over HTTP that does what S3 promises — and, when a plan says so, what goes wrong with it. */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Fault =
  | { readonly status: number; readonly code: string }
  /** The connection is cut before an answer. */
  | 'reset'
  /** No answer at all. */
  | 'hang'
  /** It is done, and the answer is lost. */
  | 'lost-reply'
  /** Half of the body, then the connection is cut. */
  | 'truncate'
  /** One bit of the body is another. */
  | 'corrupt';

export interface Planned {
  /** `PutObject`, `GetObject`, `CompleteMultipartUpload` … */
  readonly operation: string;
  readonly fault: Fault;
  /** How many requests meet it. */
  times: number;
  /** Only keys that hold this. */
  readonly key?: string;
}

interface Answer {
  readonly status: number;
  readonly etag?: string;
  readonly body?: Buffer;
  readonly isXml?: boolean;
  /** Of what was asked about and is not sent. */
  readonly length?: number;
}

const BUCKET = 'backups';

export class FakeS3 {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, { key: string; parts: Map<number, Buffer> }>();
  readonly plan: Planned[] = [];
  /** Operations in the order in which they came. */
  readonly seen: string[] = [];
  secretIsRight = true;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<FakeS3> {
    const server = createServer();
    const fake = new FakeS3(server);
    server.on('request', (request, response) => void fake.answer(request, response).catch(() => response.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get options() {
    const { port } = this.server.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}`;
    return { endpoint, region: 'auto', bucket: BUCKET, accessKeyId: 'id', secretAccessKey: 'secret', prefix: 'p/' };
  }

  /** Operation's first so many requests meet this fault. */
  fail(operation: string, fault: Fault, times = 1, key?: string): void {
    this.plan.push({ operation, fault, times, key });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const url = new URL(request.url ?? '/', 'http://s3');
    const [, bucket = '', ...rest] = url.pathname.split('/');
    const key = decodeURIComponent(rest.join('/'));
    const operation = operationOf(request.method ?? '', key, url.searchParams);
    this.seen.push(operation);
    const fault = this.faultFor(operation, key);
    if (fault === 'hang') return;
    if (fault === 'reset') {
      request.socket.destroy();
      return;
    }
    const answer = this.refusal(bucket, fault) ?? this.perform(operation, key, url.searchParams, request, body);
    if (fault === 'lost-reply') request.socket.destroy();
    else send(response, answer, fault);
  }

  private refusal(bucket: string, fault: Fault | undefined): Answer | undefined {
    if (!this.secretIsRight) return refused(403, 'SignatureDoesNotMatch');
    if (bucket !== BUCKET) return refused(404, 'NoSuchBucket');
    return typeof fault === 'object' ? refused(fault.status, fault.code) : undefined;
  }

  private faultFor(operation: string, key: string): Fault | undefined {
    const planned = this.plan.find(
      (each) => each.times > 0 && each.operation === operation && (each.key === undefined || key.includes(each.key)),
    );
    if (!planned) return undefined;
    planned.times -= 1;
    return planned.fault;
  }

  private perform(
    operation: string,
    key: string,
    query: URLSearchParams,
    request: IncomingMessage,
    body: Buffer,
  ): Answer {
    const uploadId = query.get('uploadId') ?? '';
    switch (operation) {
      case 'PutObject':
        if (request.headers['if-none-match'] === '*' && this.objects.has(key)) {
          return refused(412, 'PreconditionFailed');
        }
        this.objects.set(key, body);
        return { status: 200, etag: etagOf(body) };
      case 'CreateMultipartUpload': {
        const id = randomUUID();
        this.uploads.set(id, { key, parts: new Map() });
        return xml(tag('InitiateMultipartUploadResult', tag('UploadId', id) + tag('Key', key)));
      }
      case 'UploadPart':
        this.uploads.get(uploadId)?.parts.set(Number(query.get('partNumber')), body);
        return { status: 200, etag: etagOf(body) };
      case 'CompleteMultipartUpload': {
        const upload = this.uploads.get(uploadId);
        if (!upload) return refused(404, 'NoSuchUpload');
        const whole = Buffer.concat([...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part));
        this.objects.set(key, whole);
        this.uploads.delete(uploadId);
        return xml(tag('CompleteMultipartUploadResult', tag('ETag', etagOf(whole))));
      }
      case 'AbortMultipartUpload':
        this.uploads.delete(uploadId);
        return { status: 204 };
      case 'ListMultipartUploads': {
        const open = [...this.uploads].filter(([, each]) => each.key.startsWith(query.get('prefix') ?? ''));
        const listed = open.map(([id, each]) => tag('Upload', tag('Key', each.key) + tag('UploadId', id))).join('');
        return xml(tag('ListMultipartUploadsResult', listed));
      }
      case 'ListObjectsV2': {
        const found = [...this.objects].filter(([each]) => each.startsWith(query.get('prefix') ?? '')).sort();
        const listed = found.map(([each, { length }]) => tag('Contents', tag('Key', each) + tag('Size', `${length}`)));
        return xml(tag('ListBucketResult', listed.join('')));
      }
      case 'DeleteObjects':
        for (const [, each = ''] of body.toString().matchAll(/<Key>(.*?)<\/Key>/g)) this.objects.delete(each);
        return xml(tag('DeleteResult', ''));
      default:
        return this.read(operation, key, request.headers.range);
    }
  }

  private read(operation: string, key: string, range = ''): Answer {
    const whole = this.objects.get(key);
    if (!whole) return refused(404, operation === 'HeadObject' ? 'NotFound' : 'NoSuchKey');
    const etag = etagOf(whole);
    if (operation === 'HeadObject') return { status: 200, etag, length: whole.length };
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(range) ?? [];
    if (from === undefined) return { status: 200, etag, body: whole };
    return { status: 206, etag, body: whole.subarray(Number(from), Number(to) + 1) };
  }
}

function operationOf(method: string, key: string, query: URLSearchParams): string {
  const has = (name: string) => query.has(name);
  if (method === 'POST') {
    if (has('delete')) return 'DeleteObjects';
    return has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload';
  }
  if (method === 'PUT') return has('partNumber') ? 'UploadPart' : 'PutObject';
  if (method === 'DELETE') return 'AbortMultipartUpload';
  if (method === 'HEAD') return 'HeadObject';
  if (key !== '') return 'GetObject';
  return has('uploads') ? 'ListMultipartUploads' : 'ListObjectsV2';
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function tag(name: string, inner: string): string {
  return `<${name}>${inner}</${name}>`;
}

function xml(text: string, status = 200): Answer {
  return { status, body: Buffer.from(text), isXml: true };
}

function refused(status: number, code: string): Answer {
  return xml(tag('Error', tag('Code', code) + tag('Message', code)), status);
}

function send(response: ServerResponse, answer: Answer, fault: Fault | undefined): void {
  const { status, etag, isXml = false } = answer;
  const body = Buffer.from(answer.body ?? '');
  response.statusCode = status;
  if (etag) response.setHeader('etag', etag);
  if (isXml) response.setHeader('content-type', 'application/xml');
  if (status !== 204) response.setHeader('content-length', answer.length ?? body.length);
  if (fault === 'corrupt') {
    const at = Math.floor(Math.random() * body.length);
    body.writeUInt8(body.readUInt8(at) ^ 1, at);
  }
  if (fault === 'truncate') response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  else response.end(body);
}
