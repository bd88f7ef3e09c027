INSERT INTO types VALUES (1, '\x00ff10deadbeef', 'NaN', 'Infinity', 'NaN', true, E'tab\t quote " backslash \\ newline\n unit\u0001 emoji 😀 / slash',
    '2024-02-29', '2024-02-29 12:34:56.789', '2024-02-29 12:34:56.789+02', '{"a":[1,2.50,null,"x\"y"]}', '{a,"b c",NULL}', B'10101',
    '1 day 02:03:04', '0d5a1c3e-8a3b-4a4f-9d62-5a4f3c2b1a00', '10.0.0.1', 'ab');
UPDATE types SET f8 = '-Infinity', n = 1e400, b = '', t = '', d = 'infinity', ts = '-infinity' WHERE id = 1;
