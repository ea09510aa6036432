using System.Net;
using Ting.Server.Tests.Support;

namespace Ting.Server.Tests.Features.Surveys.Answers;

public sealed class SurveyLimitsTests : DeskTest
{
    public override ValueTask InitializeAsync()
    {
        Server.Settings["Surveys:PerAddressPerMinute"] = "20";
        return base.InitializeAsync();
    }

    [Fact]
    public async Task A_script_runs_dry_and_a_flood_is_turned_away()
    {
        var (_, path) = await Server.HasSurveyAsync("nps");
        using var client = Server.Client();

        using var flood = new StringContent(new string('x', 200_000), System.Text.Encoding.ASCII, "application/x-www-form-urlencoded");
        using var refused = await client.PostAsync(path, flood, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);

        var statuses = new List<HttpStatusCode>();
        for (var call = 0; call < 15; call++)
        {
            using var answer = await client.GetAsync(path, Cancel);
            statuses.Add(answer.StatusCode);
        }

        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
    }
}
