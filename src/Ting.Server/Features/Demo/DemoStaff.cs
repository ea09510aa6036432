using Ting.Server.Features.Agents;
using Ting.Server.Platform.Identity;

namespace Ting.Server.Features.Demo;

/// <summary>Somebody who works in the demo's service department. All are invented.</summary>
/// <param name="Spoken">How they name themselves to customers, and are named in the scenes.</param>
/// <param name="Brand">The brand they answer for; null for those who answer for none.</param>
/// <param name="Share">How much of the brand's conversations they take.</param>
internal sealed record DemoStaff(string Name, string Mail, string Spoken, AgentRole Role, string Language, string Team, string? Brand, int Share)
{
    public const string TechnicalTeam = "技术支持";

    public static readonly IReadOnlyList<DemoStaff> All =
    [
        new("周予安", "zhou.yuan", "周予安", AgentRole.Representative, "zh-Hans", "禾木生活 客服组", "hemu", 5),
        new("林悦", "lin.yue", "林悦", AgentRole.Representative, "zh-Hans", "禾木生活 客服组", "hemu", 4),
        new("陈立", "chen.li", "陈立", AgentRole.Specialist, "zh-Hans", TechnicalTeam, "hemu", 2),
        new("陈静", "chen.jing", "陈静", AgentRole.Supervisor, "zh-Hans", "禾木生活 客服组", "hemu", 1),
        new("许诺", "xu.nuo", "许诺", AgentRole.Trainer, "zh-Hans", "禾木生活 客服组", null, 0),
        new("沈若岚", "shen.ruolan", "沈若岚", AgentRole.Manager, "zh-Hans", "禾木生活 客服组", null, 0),
        new("佐々木 遥", "sasaki.haruka", "佐々木", AgentRole.Representative, "ja", "はなれ屋 お客様係", "hanare", 4),
        new("小川 美緒", "ogawa.mio", "小川", AgentRole.Representative, "ja", "はなれ屋 お客様係", "hanare", 4),
        new("三浦 健", "miura.ken", "三浦", AgentRole.Specialist, "ja", TechnicalTeam, "hanare", 2),
        new("高瀬 圭介", "takase.keisuke", "高瀬", AgentRole.Manager, "ja", "はなれ屋 お客様係", "hanare", 1),
        new("Priya Nair", "priya.nair", "Priya", AgentRole.Representative, "en", "Harbour & Pine Care", "harbour", 4),
        new("Mel Ashworth", "mel.ashworth", "Mel", AgentRole.Representative, "en", "Harbour & Pine Care", "harbour", 4),
        new("Gareth Rowlands", "gareth.rowlands", "Gareth", AgentRole.Specialist, "en", TechnicalTeam, "harbour", 2),
        new("Eleanor Marsh", "eleanor.marsh", "Eleanor", AgentRole.Administrator, "en", TechnicalTeam, null, 0),
    ];

    public Agent Hire(Guid teamId, DateTimeOffset since)
    {
        var agent = new Agent(Name, $"{Mail}@ting.example", Role, Language, since);
        agent.NormalizedEmail = agent.NormalizedUserName = agent.Email!.ToUpperInvariant();
        agent.SecurityStamp = Guid.CreateVersion7(since).ToString("N"); // no password: in the demo one signs in by the cards only
        agent.Change(Name, Role, Language, teamId);
        return agent;
    }
}
