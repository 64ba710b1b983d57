/** What dashboards and alerts ask for is what the product tells. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { concerns } from '@purser/client/telemetry/trail';
import { createTestHouse } from '@purser/kit/testing/house';
import { PrometheusMetrics } from '../../backend/metrics/prometheus-metrics.js';
import { plugins } from '../../backend/plugins.js';
import { sessionEndReasons } from '../../plugins/auth/records.js';

const folder = path.resolve(import.meta.dirname, '../../docs/dashboards');
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
const textOf = (name: string) => files.find((file) => file.name === name)?.text ?? '';

interface Widget {
  readonly title: string;
  readonly displayType: string;
  readonly widgetType: string;
  readonly queries: readonly {
    readonly fields: readonly string[];
    readonly columns: readonly string[];
    readonly aggregates: readonly string[];
    readonly conditions: string;
  }[];
}

describe('dashboards and alerts', () => {
  const labels = new Map<string, readonly string[]>();

  beforeAll(async () => {
    const house = await createTestHouse({ plugins: plugins({ SIGNING_KEYS: undefined }) });
    for (const metric of house.get<PrometheusMetrics>(PrometheusMetrics).registry.getMetricsAsArray()) {
      labels.set(metric.name, (metric as unknown as { labelNames: readonly string[] }).labelNames);
    }
    await house.close();
  });

  it.each(files.map(({ name, text }) => [name, text]))('%s names only metrics that /metrics has', (_, text) => {
    const named = new Set(
      // A histogram has its samples under names of their own.
      text.match(/\bpurser_[a-z_]+[a-z]\b/g)?.map((name) => name.replace(/(?<=_seconds)_(bucket|count|sum)$/, '')),
    );
    expect([...named].filter((name) => !labels.has(name))).toEqual([]);
  });

  const rules = textOf('prometheus-auth.rules.yml');

  it('alerts on every counter of sessions, and on a refresh loop', () => {
    for (const counter of [
      'purser_auth_refresh_total',
      'purser_auth_login_total',
      'purser_session_ended_total',
      'purser_sync_closed_total',
    ]) {
      expect(rules).toContain(counter);
    }
    const alerts = rules.split(/^ {6}- alert: /m).slice(1);
    expect(alerts.map((alert) => alert.split('\n')[0])).toContain('PurserRefreshLoop');
    for (const alert of alerts) {
      for (const part of ['expr:', 'labels: { severity: ', 'summary: ', 'what: ']) expect(alert).toContain(part);
    }
  });

  it('asks for labels that the metrics have, and for reasons that exist', () => {
    const selected = [...rules.matchAll(/(purser_[a-z_]+)\{(\w+)(?:=|!=|=~|!~)"([^"]*)"\}/g)];
    expect(selected.length).toBeGreaterThan(4);
    for (const [, metric = '', label = '', values = ''] of selected) {
      expect(labels.get(metric)).toContain(label);
      if (label === 'reason') for (const reason of values.split('|')) expect(sessionEndReasons).toContain(reason);
    }
    for (const [, grouped = ''] of rules.matchAll(/max by \((\w+)\)/g)) {
      expect(labels.get('purser_auth_active_sessions')).toContain(grouped);
    }
  });

  const mailRules = textOf('prometheus-mail.rules.yml');

  it('alerts on mail that fails, and on mail that is not sent though it was asked for', () => {
    const alerts = mailRules.split(/^ {6}- alert: /m).slice(1);
    const names = alerts.map((alert) => alert.split('\n')[0]);
    expect(names).toEqual(expect.arrayContaining(['PurserNoMailSent', 'PurserMailsFail']));
    for (const alert of alerts) {
      for (const part of ['expr:', 'labels: { severity: ', 'summary: ', 'what: ']) expect(alert).toContain(part);
    }
  });

  it('asks for labels and results of mail that there are', () => {
    const text = mailRules + textOf('grafana-mail.json').replaceAll('\\"', '"');
    const results: Record<string, readonly string[]> = {
      purser_mail_total: [
        ...['queued', 'capped', 'sent', 'deferred', 'failed', 'suppressed'],
        ...['delivered', 'bounced', 'complained'],
      ],
      purser_mail_webhook_total: ['refused'],
    };
    const selected = [...text.matchAll(/(purser_mail_[a-z_]+)\{(\w+)(?:=|!=|=~|!~)"([^"]*)"\}/g)];
    expect(selected.length).toBeGreaterThan(15);
    for (const [, metric = '', label = '', values = ''] of selected) {
      expect(labels.get(metric)).toContain(label);
      for (const value of values.split('|')) expect(results[metric]).toContain(value);
    }
    for (const [, grouped = '', metric = ''] of text.matchAll(
      /by \(([\w, ]+)\) \((?:rate|increase)\((purser_mail_\w+)/g,
    )) {
      const known = labels.get(metric.replace(/_bucket$/, '')) ?? [];
      for (const label of grouped.split(', ')) expect([...known, 'le']).toContain(label);
    }
  });

  it('alerts on backups that fail and on backups that do not come, and asks for labels that there are', () => {
    const backupRules = textOf('prometheus-backup.rules.yml');
    const alerts = backupRules.split(/^ {6}- alert: /m).slice(1);
    const names = alerts.map((alert) => alert.split('\n')[0]);
    expect(names).toEqual(expect.arrayContaining(['PurserNoFreshBackup', 'PurserBackupFailed', 'PurserDrillFailed']));
    for (const alert of alerts) {
      for (const part of ['expr:', 'labels: { severity: ', 'summary: ', 'what: ']) expect(alert).toContain(part);
    }
    const text = backupRules + textOf('grafana-backup.json').replaceAll('\\"', '"');
    const grouped = /by \(([\w, ]+)\) \((?:(?:rate|increase)\()?(purser_(?:backup|restore)_\w+)/g;
    for (const [, by = '', metric = ''] of text.matchAll(grouped)) {
      const known = labels.get(metric.replace(/_bucket$/, '')) ?? [];
      for (const label of by.split(', ')) expect([...known, 'le']).toContain(label);
    }
  });

  it('asks Sentry for what is sent there', () => {
    const { title, widgets } = JSON.parse(textOf('sentry-auth-failures.json')) as { title: string; widgets: Widget[] };
    expect(title).toBeTruthy();
    const queries = widgets.flatMap((widget) => widget.queries);
    const messages = queries.flatMap(({ conditions }) => [...conditions.matchAll(/message:"([^"]+)"/g)]);
    expect(new Set(messages.map(([, message]) => message))).toEqual(new Set(Object.values(concerns)));
    const tags = JSON.stringify(widgets).match(/tags\[\w+\]/g) ?? [];
    expect(new Set(tags)).toEqual(new Set(['tags[app]', 'tags[reason]', 'tags[status]', 'tags[route]']));
    for (const { fields, columns, aggregates } of queries) expect(fields).toEqual([...columns, ...aggregates]);
  });

  it('asks for labels of stores and probes that there are', () => {
    const text = textOf('grafana-stores.json').replaceAll('\\"', '"');
    const grouped = [...text.matchAll(/by \(([\w, ]+)\) \((?:(?:rate|increase)\()?(purser_\w+)/g)];
    expect(grouped.length).toBeGreaterThan(5);
    for (const [, by = '', metric = ''] of grouped) {
      const known = labels.get(metric.replace(/_bucket$/, '')) ?? [];
      // Prometheus adds the instance itself.
      for (const label of by.split(', ')) expect([...known, 'le', 'instance']).toContain(label);
    }
  });

  it('has a runbook for every alert on stores', () => {
    const alerts = [...textOf('prometheus-stores.rules.yml').matchAll(/^ {6}- alert: (\w+)/gm)].map(([, name]) => name);
    const runbooks = readFileSync(path.join(folder, '../runbooks.md'), 'utf8');
    expect(alerts.length).toBeGreaterThan(5);
    expect(alerts.filter((name) => !runbooks.includes(`\n## ${name}\n`))).toEqual([]);
  });
});
