// SPDX-License-Identifier: GPL-3.0-or-later
#include "swarmprotocol.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = Error::Kind;

class TestSwarmRefusal : public QObject
{
    Q_OBJECT
    const QUrl m_server{u"http://studio:7801"_s};

private Q_SLOTS:
    void whatTheServerSaysBecomesASentence_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("id");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("message");
        const auto row = [](const QString &text, const QString &id, Kind kind, const QString &message) {
            QTest::newRow(qPrintable(id.isEmpty() ? text.left(40) : id)) << text << id << kind << message;
        };
        row(u"Invalid session ID. You may need to refresh the page."_s, u"invalid_session_id"_s,
            Kind::NotAuthorised, u"The server studio:7801 does not accept the session that it gave."_s);
        row(u"You lack permissions for this route."_s, u"bad_permissions"_s, Kind::NotAuthorised,
            u"The server studio:7801 does not permit this to your account."_s);
        row(u"Invalid or unauthorized."_s, {}, Kind::NotAuthorised,
            u"The server studio:7801 wants a sign-in."_s);
        row({}, u"invalid_login"_s, Kind::NotAuthorised,
            u"The server studio:7801 does not accept this name and password."_s);
        row({}, u"ratelimit"_s, Kind::Refused,
            u"The server studio:7801 wants a pause: too many requests came in a short time."_s);
        row(u"Unknown API route."_s, u"bad_route"_s, Kind::Refused,
            u"The server studio:7801 does not know this request."_s);
        row(u"An internal error occurred"_s, u"internal_error"_s, Kind::Failed,
            u"The server studio:7801 failed at this request."_s);
        row({}, u"a_newer_id"_s, Kind::Refused, u"The server studio:7801 refused this without saying why."_s);
        row(u"Invalid value for parameter Model: Invalid model value for param Model - 'no such' - are you "
            u"sure that "
            u"model name is correct?"_s,
            {}, Kind::ModelNotFound, u"The server does not know the model “no such”."_s);
        row(u"Invalid value for parameter Width: Invalid integer value for param Width - '7' - must be "
            u"between 64 and "
            u"16384"_s,
            {}, Kind::Refused, u"The server refused the job: Width “7” must be between 64 and 16384."_s);
        row(u"Missing required parameter 'images'"_s, {}, Kind::Refused,
            u"The server refused the job: Missing required parameter 'images'."_s);
        row(u"No model input given. Did your UI load properly?"_s, {}, Kind::Refused,
            u"The server refused the job: it names no model."_s);
        row(u"No backends available!"_s, {}, Kind::Refused, u"The server has no backend to draw with."_s);
        row(u"No backends match the settings of the request given! Backends refused for the following "
            u"reason(s):\n"
            u"- Request requires flag 'comfyui' which is not present on the backend\n- x"_s,
            {}, Kind::Refused,
            u"The server refused the job: no backend fits its settings (Request requires flag 'comfyui' "
            u"which is not "
            u"present on the backend)."_s);
        row(u"Generation session interrupted."_s, {}, Kind::Cancelled,
            u"The generation was stopped on the server."_s);
        row(u"Timeout! All backends are occupied with other tasks."_s, {}, Kind::Timeout,
            u"The server gave up waiting for a free backend."_s);
        row(uR"(ComfyUI errored: {
  "error": {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation",
            "details": "", "extra_info": {}},
  "node_errors": {"10": {"errors": [{"message": "Value not in list", "details": "sampler_name: 'x'"}]}}})"_s,
            {}, Kind::Failed,
            u"The generation failed on the server: Prompt outputs failed validation; Value not in list, "
            u"sampler_name: 'x'."_s);
        row(u"ComfyUI errored: {\n  cut"_s, {}, Kind::Failed,
            u"The generation failed on the server: ComfyUI errored."_s);
        row(u"ComfyUI execution error: CUDA out of memory. Tried to allocate 20 MiB\n at x"_s, {},
            Kind::Failed,
            u"The generation failed on the server: ComfyUI execution error: CUDA out of memory. Tried to "
            u"allocate 20 "
            u"MiB."_s);
        row(u"No images were generated (all refused, or failed - check server logs for details)."_s, {},
            Kind::Failed,
            u"The generation failed on the server: No images were generated (all refused, or failed - check "
            u"server "
            u"logs for details)."_s);
        row(u"Invalid sub-type."_s, {}, Kind::Refused,
            u"The server studio:7801 refused this: Invalid sub-type."_s);
    }
    void whatTheServerSaysBecomesASentence()
    {
        QFETCH(QString, text);
        QFETCH(QString, id);
        const Error error = SwarmProtocol::refusal(text, id, m_server);
        QTEST(error.kind, "kind");
        QTEST(error.message, "message");
        QCOMPARE(error.serverWords, text);
        QCOMPARE(SwarmProtocol::isInvalidSession(error), id == "invalid_session_id"_L1);
    }

    void aRefusalThatListsEverythingIsCut()
    {
        const Error error = SwarmProtocol::refusal(u"Invalid value for parameter Sampler: must be one of: "_s
                                                       + QString(100'000, u'x'),
                                                   {}, m_server);
        QVERIFY(error.message.size() < 400);
        QVERIFY(error.serverWords.size() < 10'000);
    }

    void memoryHasItsOwnHint()
    {
        const Error error
            = SwarmProtocol::refusal(u"ComfyUI execution error: CUDA out of memory."_s, {}, m_server);
        QCOMPARE(error.hint, u"Choose a smaller size or fewer images at once."_s);
    }

    void repliesAreReadAtEveryStatus_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("message");
        const auto refused
            = [](const char *name, int status, const char *body, Kind kind, const QString &message) {
                  QTest::newRow(name) << status << QByteArray(body) << kind << message;
              };
        refused("error at 200", 200, R"({"error":"Invalid sub-type."})", Kind::Refused,
                u"The server studio:7801 refused this: Invalid sub-type."_s);
        refused("id alone at 200", 200, R"({"error_id":"ratelimit"})", Kind::Refused,
                u"The server studio:7801 wants a pause: too many requests came in a short time."_s);
        refused("bare 401", 401, "Unauthorized", Kind::NotAuthorised,
                u"The server studio:7801 lets nobody in without a key."_s);
        refused("expired session", 401, R"({"error":"Invalid session ID.","error_id":"invalid_session_id"})",
                Kind::NotAuthorised, u"The server studio:7801 does not accept the session that it gave."_s);
        refused("redirect", 302, "", Kind::BadReply,
                u"The server studio:7801 answers with a redirect instead of a result."_s);
        refused("page", 200, "<!DOCTYPE html><html></html>", Kind::BadReply,
                u"studio:7801 answers, but it is not a SwarmUI server."_s);
        refused("not found", 404, "404 page not found", Kind::BadReply,
                u"studio:7801 answers, but it is not a SwarmUI server."_s);
        refused("other JSON server", 404, R"({"detail":"Not Found"})", Kind::BadReply,
                u"The answer of the server studio:7801 cannot be read."_s);
        refused("truncated", 200, "{\"session_id\":\"5e55", Kind::BadReply,
                u"The answer of the server studio:7801 cannot be read."_s);
        refused("array", 200, "[1]", Kind::BadReply,
                u"studio:7801 answers, but it is not a SwarmUI server."_s);
        refused("empty", 200, "", Kind::BadReply, u"studio:7801 answers, but it is not a SwarmUI server."_s);
        refused("proxy in front of nothing", 502, "<html>Bad Gateway</html>", Kind::Unreachable,
                u"The server studio:7801 does not answer (HTTP status 502)."_s);
    }
    void repliesAreReadAtEveryStatus()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const auto reply = SwarmProtocol::parseReply(status, body, m_server);
        QVERIFY(!reply);
        QTEST(reply.error().kind, "kind");
        QTEST(reply.error().message, "message");
    }

    void aGoodReplyIsItsObject()
    {
        const auto reply = SwarmProtocol::parseReply(200, R"({"success":true})", m_server);
        QVERIFY(reply);
        QVERIFY((*reply)["success"_L1].toBool());
        QVERIFY(SwarmProtocol::parseReply(200, "{}", m_server));
    }
};

QTEST_GUILESS_MAIN(TestSwarmRefusal)
#include "tst_swarmrefusal.moc"
