using Ting.Server.Features.Policies;
using Ting.Server.Features.Surveys.Questionnaires;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Demo;

/// <summary>How the three brands treat their customers: sorry first everywhere, and the shop believes without a receipt.</summary>
internal static class DemoPolicies
{
    public static void Add(AppDb db, DemoCast cast, DateTimeOffset since)
    {
        Decide(ServicePolicy.Everywhere, new PolicyContent(
            new Wording("您好，{company}，我是{agent}，很高兴为您服务。", "お電話ありがとうございます。{company}の{agent}でございます。", "Good morning, {company}, you are speaking to {agent}."),
            ServicePolicy.UsualRings, ApologiseFirst: true, Trust: false));
        Decide(cast.Inboxes["harbour"].Id, new PolicyContent(Wording.None, Rings: null, ApologiseFirst: null, Trust: true));

        void Decide(Guid inboxId, PolicyContent content)
        {
            var policy = new ServicePolicy(inboxId, since);
            db.Append(policy.Decide(content, "system", since)!);
            db.Add(policy);
        }
    }
}
