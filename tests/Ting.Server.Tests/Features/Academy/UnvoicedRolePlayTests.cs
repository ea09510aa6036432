using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Academy;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Academy;

/// <summary>Role play needs no language model.</summary>
[Trait("req", "ACAD-05")]
public sealed class UnvoicedRolePlayTests : DeskTest
{
    [Fact]
    public async Task Without_a_model_it_is_not_offered_and_asking_for_it_anyway_plays_the_scenario()
    {
        using var form = new FormClient(Server.Client());
        Assert.DoesNotContain("name=\"voice\"", await form.OpenAsync("/academy/role-plays/umbrella"), StringComparison.Ordinal);

        await form.SubmitAsync("/academy/role-plays/umbrella", "start", ("voice", "true"));
        var talk = form.Location!;
        await form.OpenAsync(talk);
        await form.SubmitAsync(talk, "say", ("line", "I'm sorry, that was not kind."));

        await using var db = Server.Database();
        Assert.Equal((null, 1), await db.Plays.Select(play => new ValueTuple<string?, int>(play.Voice, play.Turn)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task The_settings_say_how_to_name_one()
    {
        using var form = new FormClient(Server.Client());
        Assert.Contains("LanguageModel__Address", await form.OpenAsync("/settings/workspace"), StringComparison.Ordinal);
    }
}
