"""The bench's yardstick in SimPy: customers a second of an M/M/4 at load 0.8, as bench/simulate.c has it.
SPDX-License-Identifier: EUPL-1.2"""
import random
import sys
import time

import simpy

RATE, SERVERS = 3.2, 4
customers = int(sys.argv[1])
draw = random.Random(1)
waited = []


def customer(env, servers):
    came = env.now
    with servers.request() as turn:
        yield turn
        waited.append(env.now - came)
        yield env.timeout(draw.expovariate(1.0))


def arrivals(env, servers):
    for _ in range(customers):
        yield env.timeout(draw.expovariate(RATE))
        env.process(customer(env, servers))


environment = simpy.Environment()
environment.process(arrivals(environment, simpy.Resource(environment, SERVERS)))
start = time.process_time()
environment.run()
print(round(customers / (time.process_time() - start)), sum(waited[customers // 10:]) / len(waited[customers // 10:]))
