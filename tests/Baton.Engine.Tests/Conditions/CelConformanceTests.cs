namespace Baton.Engine.Tests.Conditions;

/// <summary>Answers that the CEL specification gives: each expression of a table must be true, or fail.</summary>
public sealed class CelConformanceTests
{
    public static TheoryData<string> True => Table(TrueLines);

    public static TheoryData<string> Failing => Table(FailingLines);

    [Theory]
    [MemberData(nameof(True))]
    public void The_specification_calls_it_true(string expression) =>
        Exprs.Evaluate(expression).ToString().ShouldBe("true");

    [Theory]
    [MemberData(nameof(True))]
    public void Holding_and_being_true_are_one(string expression) =>
        Exprs.Compile(expression).Holds(Exprs.Full).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Failing))]
    public void The_specification_calls_it_an_error(string expression)
    {
        var value = Exprs.Compile(expression).Evaluate(Exprs.Full, out var fault);
        value.IsNull.ShouldBeTrue();
        fault.ShouldNotBeNull();
    }

    private static TheoryData<string> Table(string lines)
    {
        var data = new TheoryData<string>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            data.Add(line);
        }

        return data;
    }

    private const string TrueLines = """
        1 == 1 && 1u == 1 && 0x1F == 31 && 0xfu == 15
        -1 == 0 - 1
        -9223372036854775808 < -9223372036854775807
        -0x8000000000000000 == -9223372036854775808
        1.5e3 == 1500.0 && .5 == 0.5 && 1e-2 == 0.01
        1 == 1.0 && 1.0 == 1
        9007199254740993 != 9007199254740992.0
        1 != 1.1
        '1' != 1
        !(true == 1)
        null == null
        [1, 2] == [1.0, 2.0]
        [1, 2] != [2, 1]
        [] == []
        {'a': 1, 'b': [2]} == {'b': [2.0], 'a': 1.0}
        {'a': 1} != {'a': 2}
        {'a': 1} != {'b': 1}
        0.0 == -0.0
        0.0 / 0.0 != 0.0 / 0.0
        !(0.0 / 0.0 < 1.0) && !(0.0 / 0.0 >= 1.0) && !(1 < 0.0 / 0.0) && !(1 >= 0.0 / 0.0)
        1.0 / 0.0 > 9223372036854775807
        -1.0 / 0.0 < -9223372036854775808
        9223372036854775807 < 9223372036854775808.0
        9223372036854775806 < 9223372036854775807
        7 / 2 == 3 && -7 / 2 == -3 && 7 / -2 == -3
        7 % 3 == 1 && -7 % 3 == -1 && 7 % -3 == 1
        7.0 / 2.0 == 3.5
        1 + 2 * 3 == 7 && (1 + 2) * 3 == 9
        10 - 3 - 2 == 5
        100 / 10 / 2 == 5
        2 * 3 % 4 == 2
        1 + 1.5 == 2.5 && 3 * 0.5 == 1.5
        --5 == 5
        2 - -1 == 3
        !!true
        -(-9223372036854775807) == 9223372036854775807
        1 < 2 == true
        (1 < 2) == (2 > 1)
        true || false && false
        (true || false) && true
        false ? false : true ? true : false
        (true ? 1 : 2) == 1
        (false ? 1 : false ? 2 : 3) == 3
        true ? true : 1 / 0 > 0
        false || true || 1 / 0 > 0
        1 / 0 > 0 || true
        !(false && 1 / 0 > 0)
        !(1 / 0 > 0 && false)
        'a' < 'b' && 'a' < 'ab' && 'A' < 'a' && '' < 'a'
        '\uFFFD' < '\U0001F600'
        '' == ""
        'abc' + 'def' == 'abcdef'
        [1] + [2, 3] == [1, 2, 3]
        size('') == 0 && size('four') == 4 && 'four'.size() == 4
        size('\U0001F431') == 1 && size('πέντε') == 5
        size([1, 2]) == 2 && [].size() == 0 && size({'a': 1}) == 1
        'foobar'.startsWith('foo') && !'foobar'.startsWith('bar') && 'x'.startsWith('')
        'foobar'.endsWith('bar') && !'foobar'.endsWith('foo')
        'foobar'.contains('oba') && !'foobar'.contains('ofb') && 'x'.contains('')
        'hubba'.matches('ubb') && !'hubba'.matches('^ubb') && matches('hubba', 'a$')
        'cows'.matches('^[a-z]+$') && !'Cows'.matches('^[a-z]+$') && 'Cows'.matches('(?i)^[a-z]+$')
        'ab'.matches('a|b') && ''.matches('^$')
        'a' in ['a', 'b'] && !('c' in ['a', 'b'])
        1 in [1.0] && 1.0 in [1] && !(2 in [1, 'x', null])
        null in [null]
        [1] in [[1.0]]
        !(1 in [])
        'a' in {'a': 1} && !('b' in {'a': 1}) && !(1 in {'a': 1})
        [1, 2, 3][1] == 2 && [1, 2, 3][1.0] == 2
        {'a': 5}['a'] == 5 && {'a': 5}.a == 5
        {'a': {'b': 7}}.a.b == 7
        has({'a': 1}.a) && !has({'a': 1}.b)
        [1, 2, 3].all(x, x > 0) && ![1, 2, 3].all(x, x > 1)
        [].all(x, x > 0) && ![].exists(x, x > 0)
        [1, 2, 3].exists(x, x == 2) && ![1, 2, 3].exists(x, x == 4)
        [1, 2, 3].exists_one(x, x == 2) && ![1, 2, 2].exists_one(x, x == 2) && ![].exists_one(x, true)
        ![1, 0].all(x, 1 / x > 1)
        [0, 1].exists(x, 1 / x == 1)
        [1, 2, 3].filter(x, x > 1) == [2, 3]
        [1, 2, 3].map(x, x * x) == [1, 4, 9]
        [1, 2, 3].map(x, x > 1, x * 10) == [20, 30]
        {'b': 1, 'a': 2}.map(k, k) == ['a', 'b']
        {'a': 1, 'b': 2}.exists(k, k == 'b') && {'a': 1}.all(k, size(k) == 1)
        {'a': 1, 'b': 2}.filter(k, k > 'a') == ['b']
        [[1], [2, 3]].all(x, x.exists(y, y > 0))
        [1, 2].map(x, [3, 4].map(y, x * y)) == [[3, 4], [6, 8]]
        [1, 2].exists(x, [1].exists(x, x == 1) && x == 2)
        '\x41\u0042\U00000043\104' == 'ABCD'
        '\a\b\f\n\r\t\v\\\?\"\'\`'.size() == 12
        r'\n' == '\\n' && R"\d" == '\\d'
        '''it's "so"''' == 'it\'s "so"'
        int('42') == 42 && int('-7') == -7 && int(3.9) == 3 && int(-3.9) == -3
        int(timestamp('1970-01-01T00:01:00Z')) == 60
        double('1.5') == 1.5 && double(2) == 2.0 && double('-1e3') == -1000.0
        string(42) == '42' && string(true) == 'true' && string('x') == 'x' && string(1.5) == '1.5'
        string(timestamp('2009-02-13T23:31:30Z')) == '2009-02-13T23:31:30Z'
        string(duration('1h30m')) == '5400s' && string(duration('-1.5s')) == '-1.5s'
        bool('true') && !bool('false') && bool(true)
        timestamp('2009-02-13T23:31:30Z') == timestamp('2009-02-14T01:31:30+02:00')
        timestamp(1234567890) == timestamp('2009-02-13T23:31:30Z')
        timestamp('2009-02-13T23:31:30Z') + duration('30s') == timestamp('2009-02-13T23:32:00Z')
        duration('30s') + timestamp('2009-02-13T23:31:30Z') == timestamp('2009-02-13T23:32:00Z')
        timestamp('2009-02-13T23:31:30Z') - duration('30s') == timestamp('2009-02-13T23:31:00Z')
        timestamp('2009-02-13T23:31:30Z') - timestamp('2009-02-13T22:31:30Z') == duration('1h')
        duration('1h') + duration('1m') == duration('61m') && duration('1h') - duration('90m') == duration('-30m')
        duration('1m') < duration('1h') && duration('60m') >= duration('1h')
        duration('1h1m1s1ms1us1ns') == duration('3661.001001001s') && duration('0') == duration('0s')
        timestamp('0001-01-01T00:00:00Z') < timestamp('9999-12-31T23:59:59.999999999Z')
        timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z') == duration('315537897599s')
        timestamp('2009-02-13T23:31:30Z').getFullYear() == 2009
        timestamp('2009-02-13T23:31:30Z').getMonth() == 1
        timestamp('2009-02-13T23:31:30Z').getDate() == 13
        timestamp('2009-02-13T23:31:30Z').getDayOfMonth() == 12
        timestamp('2009-02-13T23:31:30Z').getDayOfYear() == 43
        timestamp('2009-02-13T23:31:30Z').getDayOfWeek() == 5
        timestamp('2009-02-15T23:31:30Z').getDayOfWeek() == 0
        timestamp('2009-02-13T23:31:30Z').getHours() == 23
        timestamp('2009-02-13T23:31:30Z').getMinutes() == 31
        timestamp('2009-02-13T23:31:30Z').getSeconds() == 30
        timestamp('2009-02-13T23:31:20.123456789Z').getMilliseconds() == 123
        timestamp('2009-02-13T23:31:30Z').getDate('Australia/Sydney') == 14
        timestamp('2009-02-13T23:31:30Z').getDayOfMonth('US/Central') == 12
        timestamp('2009-02-13T23:31:30Z').getHours('02:00') == 1
        timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu') == 16
        timestamp('2009-02-13T23:31:30Z').getFullYear('-09:30') == 2009
        timestamp('2009-02-13T23:31:30Z').getDayOfWeek('+11:00') == 6
        timestamp('2009-02-13T02:00:00Z').getDate('America/St_Johns') == 12
        duration('3730s').getHours() == 1 && duration('3730s').getMinutes() == 62 && duration('3730s').getSeconds() == 3730
        duration('123.321s').getMilliseconds() == 321
        false < true && !(true < true)
        [1, 2, 3,] == [1, 2, 3] && {'a': 1,} == {'a': 1}
        size([1, 2].map(x, x)) == 2 // a comment
        """;

    private const string FailingLines = """
        1 / 0
        1 % 0
        9223372036854775807 + 1
        -9223372036854775808 - 1
        9223372036854775807 * 2
        -(-9223372036854775808)
        -9223372036854775808 / -1
        1 / 0 == 1 / 0
        !(1 / 0 > 1)
        1 / 0 > 0 && true
        1 / 0 > 0 || false
        [1, 2][2]
        [1, 2][-1]
        [1, 2][0.5]
        5.0 % 2.0
        [1, 'a', lead.company][1] > 1
        [1, 'a'].map(x, x + 1)
        [1, 0].exists(x, 1 / x == 7)
        [1, 0].all(x, 1 / x == 1)
        [1, 0].exists_one(x, 1 / x == 1)
        [0].filter(x, 1 / x > 0)
        [1].exists(x, x)
        ['x'].all(x, x.foo == 1)
        [1, lead.hobby][0] ? true : false
        int(1e99)
        timestamp('9999-12-31T23:59:59Z') + duration('1s')
        timestamp('0001-01-01T00:00:00Z') - duration('1ns')
        duration('315576000000s') + duration('1s')
        [true, lead.hobby][0] + 1 == 2
        {lead.company: 1, 'Orbit': 2}
        now.getHours(lead.company)
        """;
}
