using Baton.Server.Users;

namespace Baton.Server.Tests;

public sealed class GuessablePasswordTests
{
    [Theory]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("abababababab")]
    [InlineData("abcabcabcabc")]
    [InlineData("123123123123")]
    [InlineData("passwordpassword")]
    [InlineData("Password1234")]
    [InlineData("Passw0rd2026!")]
    [InlineData("qwertyuiop12")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("zxcasdqwe123")]
    [InlineData("123456789012")]
    [InlineData("987654321098")]
    [InlineData("abcdefghijkl")]
    [InlineData("Summer2026!!")]
    [InlineData("Welcome-Welcome-1")]
    [InlineData("ann.team.2026")]
    [InlineData("administrator")]
    public void What_everybody_tries_first_is_refused(string password) =>
        Passwords.FaultIn(password, "ann@team.test").ShouldNotBeNull().ShouldContain("three or four words");

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("k8#vR!q2Zp0w")]
    [InlineData("summer rain on tin")]
    [InlineData("Straßenbahn fährt spät")]
    [InlineData("パスワードは長いほうがいい")]
    [InlineData("my password is mellow")]
    public void What_is_long_and_its_own_is_taken(string password) =>
        Passwords.FaultIn(password, "ann@team.test").ShouldBeNull();
}
