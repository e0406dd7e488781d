#!/bin/sh -c id
# -*- mode: python -*-
print('held')
