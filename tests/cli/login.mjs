// Logs in as a browser would, with the code of a second factor: login.mjs ADDRESS USER PASSWORD SECRET [OFFSET]
// SPDX-License-Identifier: EUPL-1.2
// AT, seconds since 1970, makes the code of that moment.
// Prints the status of the login, then that of the page "/konto/okter" afterwards.
import { createHmac } from 'node:crypto';

const [address, user, password, secret, offset = '0'] = process.argv.slice(2);

function decode32(text) {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    let bits = '';
    for (const ch of text.replace(/=+$/, '')) bits += alphabet.indexOf(ch).toString(2).padStart(5, '0');
    return Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
}

// Source: RFC 6238, RFC 4226.
function code(at) {
    const step = Buffer.alloc(8);
    step.writeBigUInt64BE(BigInt(Math.floor(at / 30)));
    const mac = createHmac('sha1', decode32(secret)).update(step).digest();
    const from = mac[19] & 15;
    return String((mac.readUInt32BE(from) & 0x7fffffff) % 1000000).padStart(6, '0');
}

const cookie = (res) => (res.headers.get('set-cookie') ?? '').split(';')[0];
const page = await fetch(`${address}/logg-inn`);
const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())[1];
const body = new URLSearchParams({
    _csrf: token,
    bruker: user,
    passord: password,
    kode: code(Number(process.env.AT ?? Date.now() / 1000) + Number(offset)),
});
const answer = await fetch(`${address}/logg-inn`, {
    method: 'POST',
    redirect: 'manual',
    body,
    headers: { cookie: cookie(page), origin: address },
});
const after = await fetch(`${address}/konto/okter`, {
    redirect: 'manual',
    headers: { cookie: cookie(answer) || cookie(page) },
});
console.log(answer.status, after.status);
