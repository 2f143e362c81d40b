# Calls, moves and cancels a meeting in the demo, and sends the mail to a real SMTP server: mail.py PROGRAM [DATABASE-URL]
# SPDX-License-Identifier: EUPL-1.2
#
# The server (aiosmtpd) refuses, fails, is slow, then takes the mail; what it took is read by Python's own mail reader and
# by two calendar readers that are not ours (icalendar, vobject). Time is moved by HELHET_TEST_NOW, so nothing waits.
import asyncio
import datetime
import email
import email.policy
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

import icalendar
import vobject
from aiosmtpd.controller import Controller

program = os.path.abspath(sys.argv[1])
store = sys.argv[2] if len(sys.argv) > 2 else ''
label = 'postgresql' if store else 'sqlite'
failed = False


def tell(good, what, more=''):
    global failed
    failed = failed or not good
    print(f'{"ok" if good else "FAIL"} mail {label}: {what}{"" if good else f" ({more})"}', flush=True)


class Server:
    """What the server does with a mail; the mails it took."""

    mode = 'take'
    taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mode == 'refuse' or (self.mode == 'refuse one' and address.startswith('stig')):
            return '550 5.1.1 no such user'
        if self.mode == 'fail':
            return '451 4.3.0 try again later'
        if self.mode == 'slow':
            await asyncio.sleep(5)
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        if not envelope.rcpt_tos[0].endswith('@helse.example.org'):  # a notice of the worklist, not a body's mail
            self.taken.append((envelope.rcpt_tos[0], envelope.content))
        return '250 OK'


class Browser:
    def __init__(self, address, user):
        self.address = address
        self.cookie = ''
        self.get('/logg-inn')
        self.post('/logg-inn', bruker=user, passord='helhet-demo-2026')

    def ask(self, path, body=None):
        request = urllib.request.Request(self.address + path, data=body, headers={
            'cookie': self.cookie, 'origin': self.address, 'accept-language': 'nb'})
        opener = urllib.request.build_opener(NoRedirect)
        try:
            answer = opener.open(request)
        except urllib.error.HTTPError as error:
            answer = error
        for line in answer.headers.get_all('set-cookie') or []:
            self.cookie = line.split(';')[0]
        self.status = answer.status
        self.page = answer.read().decode()
        return self.page

    def get(self, path):
        return self.ask(path)

    def post(self, path, **fields):
        for name in ('_csrf', '_once'):
            found = re.search(f'name="{name}" value="([^"]+)"', self.page)
            if found:
                fields[name] = found.group(1)
        return self.ask(path, urllib.parse.urlencode(fields).encode())


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def run(now, *words, **settings):
    env = dict(os.environ, HELHET_TEST_NOW=now, **settings)
    return subprocess.run([program, *words], env=env, capture_output=True, text=True)


def call_meeting():
    """Both parties approve, the call goes out, the time is changed, the meeting is cancelled."""
    env = dict(os.environ, HELHET_TEST_NOW='2026-11-23T08:00:00Z', HELHET_LISTEN='127.0.0.1:0')
    serve = subprocess.Popen([program, 'serve'], env=env, stdout=subprocess.PIPE, text=True)
    address = re.search(r'http://\S+', serve.stdout.readline()).group(0)
    ola = Browser(address, 'ola')
    ingrid = Browser(address, 'ingrid')
    meeting = re.search(r'href="(/moter/[a-z0-9]{13})"', ingrid.get('/organ')).group(1)
    for person in (ola, ingrid):
        person.get(meeting)
        person.post(meeting + '/godkjenn')
    ingrid.get(meeting)
    ingrid.post(meeting + '/kall-inn')
    tell(ingrid.status == 303, 'the meeting is called', ingrid.status)
    ingrid.get(meeting + '/endre')
    ingrid.post(meeting + '/endre', **{'dag-dag': 8, 'dag-maned': 6, 'dag-ar': 2027, 'start': '11:30', 'slutt': '15:00',
                                       'sted': 'Værnes; rom 2, 1. etasje'})
    tell(ingrid.status == 303, 'its time is changed', ingrid.status)
    ingrid.get(meeting + '/avlys')
    ingrid.post(meeting + '/avlys', grunn='For få kan komme')
    tell(ingrid.status == 303, 'it is cancelled', ingrid.status)
    serve.terminate()
    serve.wait()


def read_feed():
    """One's own calendar at a secret address, read as a calendar program reads it: without a session."""
    env = dict(os.environ, HELHET_TEST_NOW='2026-11-23T08:00:00Z', HELHET_LISTEN='127.0.0.1:0')
    serve = subprocess.Popen([program, 'serve'], env=env, stdout=subprocess.PIPE, text=True)
    address = re.search(r'http://\S+', serve.stdout.readline()).group(0)
    ingrid = Browser(address, 'ingrid')

    def make():
        ingrid.get('/innstillinger/kalender')
        return re.search(r'/kalender/[\w-]+\.ics', ingrid.post('/innstillinger/kalender')).group(0)

    def fetch(path):
        try:
            with urllib.request.urlopen(address + path) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ''

    old = make()
    status, text = fetch(old)
    tell(status == 200, 'the feed is read without a session', status)
    entries = [e for e in icalendar.Calendar.from_ical(text).walk('VEVENT')]
    again = list(vobject.readOne(text).vevent_list)
    names = ' '.join(str(e['SUMMARY']) for e in entries)
    tell(len(entries) == len(again) > 0 and 'RSBU' in names, 'two readers find its meetings', names)
    tell(len({str(e['UID']) for e in entries}) == len(entries), 'each entry stands once', names)
    new = make()
    tell(new != old and fetch(old)[0] == 404 and fetch(new)[0] == 200, 'a new address ends the old one')
    ingrid.get('/innstillinger/kalender')
    ingrid.post('/innstillinger/kalender/trekk')
    tell(fetch(new)[0] == 404, 'a withdrawn address is not found')
    serve.terminate()
    serve.wait()


def states(now):
    rows = json.loads(run(now, 'mail', 'list', '--json').stdout)
    return [r for r in rows if r['state'] != 'given up' and not r['to'].endswith('@helse.example.org')]


def count(rows, state, code=None):
    return sum(r['state'] == state and (code is None or r['code'] == code) for r in rows)


def send_in_all_modes(port):
    smtp = {'HELHET_SMTP_URL': f'smtp://127.0.0.1:{port}', 'HELHET_SMTP_FROM': 'helhet@example.org',
            'HELHET_SMTP_TLS': '0', 'HELHET_SMTP_TIMEOUT_S': '1'}
    run('2026-11-23T08:01:00Z', 'mail', 'send', **dict(smtp, HELHET_SMTP_TLS='1'))
    tell(not Server.taken and count(states('2026-11-23T08:01:00Z'), 'waiting') == 15, 'nothing leaves without TLS')
    Server.mode = 'slow'
    run('2026-11-23T08:10:00Z', 'mail', 'send', **smtp)
    rows = states('2026-11-23T08:10:00Z')
    tell(count(rows, 'waiting') == 15 and not Server.taken, 'a slow server is left, all wait', rows)
    Server.mode = 'fail'
    run('2026-11-23T09:00:00Z', 'mail', 'send', **smtp)
    rows = states('2026-11-23T09:00:00Z')
    tell(count(rows, 'waiting', 451) == 15, 'a failing server is asked again later', rows)
    run('2026-11-23T09:00:10Z', 'mail', 'send', **smtp)
    tell(states('2026-11-23T09:00:10Z') == rows, 'not before its time')
    Server.mode = 'refuse one'
    run('2026-11-23T18:00:00Z', 'mail', 'send', **smtp)
    rows = states('2026-11-23T18:00:00Z')
    tell(count(rows, 'refused', 550) == 3 and count(rows, 'sent') == 12, 'one address is refused, the others get theirs', rows)
    run('2026-11-23T19:00:00Z', 'mail', 'send', **smtp)
    tell(len(Server.taken) == 12, 'nothing is sent twice', len(Server.taken))


def read_back():
    seen = {}
    ids = set()
    for to, raw in Server.taken:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        ids.add(mail['message-id'])
        if to not in mail['to'] or mail.defects:
            tell(False, f'a whole mail: {to}', mail.defects)
        part = next(p for p in mail.walk() if p.get_content_type() == 'text/calendar')
        calendar = icalendar.Calendar.from_ical(part.get_content())
        event = calendar.walk('VEVENT')[0]
        other = vobject.readOne(part.get_content()).vevent
        seen.setdefault(to, []).append((int(event['sequence']), str(calendar['method']), part.get_param('method'),
                                        str(event['uid']), event['dtstart'].dt, str(event['location']),
                                        other.dtstart.value, other.uid.value, mail['subject']))
    tell(len(ids) == 12, 'every mail has its own id')
    for to, events in seen.items():
        events.sort()
        tell([e[0] for e in events] == [0, 1, 2] and [e[1] for e in events] == ['REQUEST', 'REQUEST', 'CANCEL'] and
             all(e[1] == e[2] for e in events), f'called, changed, cancelled: {to}', events)
        tell(len({e[3] for e in events}) == 1, f'one UID: {to}', events)
        offsets = [e[4].utcoffset() for e in events]
        tell(offsets == [datetime.timedelta(hours=1), datetime.timedelta(hours=2), datetime.timedelta(hours=2)],
             f'winter and summer time: {to}', offsets)
        tell(all(e[4].astimezone(datetime.timezone.utc) == e[6].astimezone(datetime.timezone.utc) and e[3] == e[7]
                 for e in events), f'two readers agree: {to}', events)
        tell(events[1][5] == 'Værnes; rom 2, 1. etasje' and events[1][4].hour == 11, f'place and time: {to}', events[1])
        tell(events[0][8] == 'Innkalling til møte: RSBU Midt-Norge', f'the subject: {to}', events[0][8])


with tempfile.TemporaryDirectory() as folder:
    os.environ['HELHET_DEMO'] = '1'
    os.environ['HELHET_READ_REMIND_DAYS'] = '0'  # the bodies' mail alone
    os.environ['HELHET_DATA'] = os.path.join(folder, 'data')
    if store:
        os.environ['HELHET_DB'] = store
    made = run('2026-11-23T08:00:00Z', 'demo', '--prepare')
    tell(made.returncode == 0, 'the demo is made', made.stderr)
    controller = Controller(Server(), hostname='127.0.0.1', port=free_port())
    controller.start()
    read_feed()
    call_meeting()
    send_in_all_modes(controller.port)
    read_back()
    controller.stop()
sys.exit(failed)
