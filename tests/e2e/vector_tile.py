"""Reads Mapbox vector tiles (specification 2.1) of points: protocol buffers with layers, features, keys and values."""
import struct


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def zigzag(value):
    return (value >> 1) ^ -(value & 1)


def fields(data):
    """Yields (number, value) of each field of a message; the value is an integer, or the bytes of its wire type."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, wire_type = key >> 3, key & 7
        if wire_type == 0:
            value, at = varint(data, at)
        else:
            length, at = {1: (8, at), 5: (4, at)}.get(wire_type) or varint(data, at)
            value, at = data[at:at + length], at + length
            assert len(value) == length, "the message is cut off"
        yield number, value


def packed(data):
    at, numbers = 0, []
    while at < len(data):
        number, at = varint(data, at)
        numbers.append(number)
    return numbers


def attribute(data):
    (number, value), = fields(data)
    return {1: lambda: value.decode(), 2: lambda: struct.unpack("<f", value)[0], 3: lambda: struct.unpack("<d", value)[0],
            4: lambda: value, 5: lambda: value, 6: lambda: zigzag(value), 7: lambda: bool(value)}[number]()


def feature(data, keys, values):
    parts = dict(fields(data))
    assert parts[3] == 1, "a point"
    command, x, y = packed(parts[4])
    assert command == 9, "one move to, of one point"
    tags = packed(parts.get(2, b""))
    return {keys[k]: values[v] for k, v in zip(tags[::2], tags[1::2])} | {"tile_x": zigzag(x), "tile_y": zigzag(y)}


def layer(data):
    parts = list(fields(data))
    keys = [value.decode() for number, value in parts if number == 3]
    values = [attribute(value) for number, value in parts if number == 4]
    one = dict(parts)
    return {"name": one[1].decode(), "version": one[15], "extent": one[5],
            "features": [feature(value, keys, values) for number, value in parts if number == 2]}


def layers(tile):
    return [layer(value) for number, value in fields(tile) if number == 3]
